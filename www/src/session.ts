/**
 * A live review of one article: the article as the page shows it, the engine's marks on it, and a
 * person's verdicts.
 *
 * The session ties parts that each do one thing: the core's review folds verdicts into marks, the
 * {@link Analyst} brings the engine's proposals, the {@link Ledger} keeps verdicts, the renderer
 * paints. It decides nothing about marks.
 */
import type { Analyst } from "./analyst.js";
import type {
  Change,
  CoreArticle,
  CoreReview,
  LoadReport,
  MarkDetail,
  NewMark,
  Progress,
  Range16,
  VerdictEvent,
} from "./core.js";
import { offsetAtPoint, selectedOffsets } from "./dom/pointing.js";
import { HighlightRenderer } from "./dom/renderer.js";
import { TextMap } from "./dom/text-map.js";
import { readElement } from "./dom/walker.js";
import { type Engine, isFatal } from "./engine.js";
import { dispatch, type SessionEvent, type SessionEventName, type SessionEvents } from "./events.js";
import { decodeExplanation, type Explanation } from "./explanation.js";
import { Ledger } from "./ledger.js";
import { decodeMarks, headOf, type Mark } from "./marks.js";
import { type ArticleSource, readArticle } from "./source.js";
import { MemoryStore } from "./stores/memory.js";
import type { VerdictStore } from "./stores/store.js";

export interface OpenOptions {
  /** The article's key, under which its verdicts are kept; by default derived from its text. */
  article?: string;
  /** Who decides; anonymous by default. */
  actor?: string;
  /** Where verdicts are kept; by default in memory, for as long as the page lives. */
  store?: VerdictStore;
  /**
   * For an element whose text was made from a source: that source, and where the page shows it.
   * Without it, the element's own text is read.
   */
  shown?: Shown;
  /** Ends the opening. */
  signal?: AbortSignal;
}

/** An article that a host shows itself. */
export interface Shown {
  source: ArticleSource;
  text: TextMap;
}

export interface SessionParts {
  engine: Engine;
  analyst: Analyst;
  element: HTMLElement;
  options: OpenOptions;
}

/** Where a verdict stands: `pending` until the store has it. */
export type Saving = "saved" | "pending" | "failed";

export class ReviewSession extends EventTarget {
  /** The article's key. */
  readonly article: string;
  readonly actor: string;
  readonly element: HTMLElement;
  readonly #engine: Engine;
  readonly #analyst: Analyst;
  readonly #store: VerdictStore;
  readonly #ledger: Ledger;
  readonly #ended = new AbortController();
  readonly #ownReading: boolean;
  #source: ArticleSource;
  #text: TextMap;
  #core: CoreArticle;
  #review: CoreReview;
  #generation: number;
  #renderer: HighlightRenderer;
  #proposals: { numbers: Uint32Array; names: string[] } | undefined;
  #analysis = 0;
  #articleText: string;
  #marks: Mark[] = [];
  #language: string | null = null;
  #isAnalyzed = false;
  #failure: unknown;
  #isStale = false;
  #selected: string | null = null;
  #isDrafting = false;
  #lastClick: { offset: number; turn: number } | undefined;
  #margins = { top: 24, bottom: 24 };

  /** @internal Use `ascribe.open`. */
  static async open({ engine, analyst, element, options }: SessionParts): Promise<ReviewSession> {
    const { signal } = options;
    signal?.throwIfAborted();
    let shown = options.shown;
    let article = shown && readArticle(engine.core, shown.source);
    if (!shown || !article) {
      const reading = readElement(element);
      article = readArticle(engine.core, reading.source);
      shown = { source: reading.source, text: new TextMap(article.segments(), reading.nodes, reading.holders) };
    }
    const key = options.article ?? (await keyOf(article.text));
    const session = new ReviewSession({ engine, analyst, element, options }, shown, article, key);
    await session.#start();
    signal?.throwIfAborted();
    return session;
  }

  private constructor(parts: SessionParts, shown: Shown, core: CoreArticle, key: string) {
    super();
    this.#engine = parts.engine;
    this.#analyst = parts.analyst;
    this.element = parts.element;
    this.article = key;
    this.actor = parts.options.actor ?? "anonymous";
    this.#ownReading = parts.options.shown === undefined;
    this.#source = shown.source;
    this.#text = shown.text;
    this.#core = core;
    this.#articleText = core.text;
    this.#generation = parts.engine.generation;
    this.#review = new parts.engine.core.Review(core, key, this.actor);
    this.#renderer = new HighlightRenderer(this.#text, this.element);
    this.#store = parts.options.store ?? new MemoryStore();
    this.#ledger = new Ledger(this.#store, {
      saved: (events) => this.#tell("saved", { events }),
      failed: (events, error) => this.#tell("savefailed", { events, error }),
    });
  }

  async #start(): Promise<void> {
    const unsubscribe = this.#store.subscribe(this.article, (events) => this.#hear(events));
    this.#ended.signal.addEventListener("abort", unsubscribe);
    this.element.addEventListener("click", (event) => this.#click(event), { signal: this.#ended.signal });
    if (this.#ownReading) this.#watch();
    const errors: unknown[] = [];
    try {
      const kept = this.#ledger.learn(await this.#store.load(this.article));
      errors.push(...refusals(this.#call((review) => review.load(kept))));
    } catch (error) {
      errors.push(error);
    }
    this.#update();
    // After the caller has the session and its listeners.
    setTimeout(() => {
      if (this.#ended.signal.aborted) return;
      this.#tell("ready", { article: this.article });
      this.#tell("metadata", this.#core.metadata());
      for (const error of errors) this.#tell("error", { error });
      void this.#analyze();
    });
  }

  // What there is

  /** The article's text, which all offsets count in (UTF-16 units). */
  get text(): string {
    return this.#articleText;
  }

  /** All marks, in reading order; orphans last. */
  get marks(): readonly Mark[] {
    return this.#marks;
  }

  /** Everything about one mark. */
  mark(id: string): MarkDetail | undefined {
    return this.#call((review) => review.mark(id));
  }

  /**
   * Why the engine proposes an attribution; undefined for other kinds, and for a mark that it does not propose (one that
   * a person added). The first call for an article analyses it once more, on this thread.
   */
  explain(id: string): Explanation | undefined {
    return decodeExplanation(this.#call((review) => review.explain(id)));
  }

  get progress(): Progress {
    return this.#call((review) => review.progress());
  }

  /** BCP 47 tag of the language that the engine found; null where unknown or not analysed yet. */
  get language(): string | null {
    return this.#language;
  }

  /** Why there are no marks of the engine: it failed on this article. Undefined otherwise. */
  get failure(): unknown {
    return this.#failure;
  }

  /** True once the engine's marks are there. */
  get isAnalyzed(): boolean {
    return this.#isAnalyzed;
  }

  /** False where the browser cannot paint marks in the text: the list has them all the same. */
  get isPainted(): boolean {
    return this.#renderer.isSupported;
  }

  /** All verdicts of the article, as this session knows them. */
  get log(): VerdictEvent[] {
    return this.#call((review) => review.log());
  }

  /** The verdicts as NDJSON, one event a line. */
  exportNdjson(): string {
    return this.#call((review) => review.exportNdjson());
  }

  /** The article without its furniture. */
  cleanText(): string {
    return this.#call((review) => review.cleanText());
  }

  // Verdicts

  /** Throws on an unknown id. */
  accept(id: string): VerdictEvent {
    return this.#decide((review, now) => review.accept(id, now));
  }

  reject(id: string): VerdictEvent {
    return this.#decide((review, now) => review.reject(id, now));
  }

  /** Throws where the change makes no sense for the mark. */
  correct(id: string, change: Change): VerdictEvent {
    return this.#decide((review, now) => review.correct(id, change, now));
  }

  add(mark: NewMark): VerdictEvent {
    return this.#decide((review, now) => review.add(mark, crypto.getRandomValues(new Uint32Array(4)).join("-"), now));
  }

  get canUndo(): boolean {
    return this.#call((review) => review.canUndo);
  }

  get canRedo(): boolean {
    return this.#call((review) => review.canRedo);
  }

  /** Undefined where there is nothing to undo. */
  undo(): VerdictEvent | undefined {
    return this.#maybeDecide((review, now) => review.undo(now));
  }

  redo(): VerdictEvent | undefined {
    return this.#maybeDecide((review, now) => review.redo(now));
  }

  /** Reads events that were exported; what is not an event of this article is refused, and said. */
  import(events: unknown[]): LoadReport {
    const before = new Set(this.#ledger.events.map((event) => event.id));
    const report = this.#call((review) => review.load(events));
    const fresh = this.#call((review) => review.log()).filter((event) => !before.has(event.id));
    this.#ledger.record(fresh);
    this.#update();
    if (fresh.length > 0) this.#tell("verdict", { events: fresh, remote: true });
    return report;
  }

  // Saving

  get saving(): Saving {
    if (this.#ledger.hasFailed) return "failed";
    return this.#ledger.unsaved.length > 0 ? "pending" : "saved";
  }

  /** Verdicts that the store does not have. */
  get unsaved(): VerdictEvent[] {
    return this.#ledger.unsaved;
  }

  /** Tries to save what could not be saved; resolves when done, well or not (see {@link saving}). */
  save(): Promise<void> {
    return this.#ledger.save();
  }

  // Showing

  /** The selected mark's id. */
  get selected(): string | null {
    return this.#selected;
  }

  /** Selects a mark; `reveal` brings its words into view. */
  select(id: string | null, { reveal = false } = {}): void {
    const mark = id === null ? undefined : this.#marks.find((candidate) => candidate.id === id);
    this.#selected = mark?.id ?? null;
    this.#isDrafting = false;
    this.#renderer.select(mark);
    const head = mark && headOf(mark);
    if (head && reveal) this.#renderer.reveal(head.start, head.end, this.#margins);
    this.#tell("select", { id: this.#selected });
  }

  /**
   * Shows bounds that are not decided yet in place of the selected mark's; undefined ends that.
   * While a draft is shown, clicks in the article select nothing, so that words can be selected.
   */
  draft(mark: Pick<Mark, "kind" | "ranges"> | undefined): void {
    this.#isDrafting = mark !== undefined;
    if (mark) this.#renderer.draft(mark);
    else this.#renderer.select(this.#marks.find((candidate) => candidate.id === this.#selected));
  }

  /** What is selected of the article's text, without white space at its ends. */
  selection(): Range16 | undefined {
    return selectedOffsets(this.#text, this.#articleText, this.#root);
  }

  /** Where the page shows a stretch of the article. */
  rangeOf(start: number, end: number): Range | undefined {
    return this.#text.rangeOf(start, end);
  }

  /** Brings a stretch into view. */
  reveal(start: number, end: number): void {
    this.#renderer.reveal(start, end, this.#margins);
  }

  /** What the host's own bars cover at the edges of the viewport, in CSS pixels. */
  set margins(margins: { top: number; bottom: number }) {
    this.#margins = margins;
  }

  /** The host shows the same article in other nodes now. */
  show(text: TextMap): void {
    this.#text = text;
    this.#renderer.close();
    this.#renderer = new HighlightRenderer(text, this.element);
    this.#update();
  }

  /** Reads the element again after it changed; verdicts find their words by their selectors. */
  async refresh(): Promise<void> {
    if (this.#ownReading) {
      const reading = readElement(this.element);
      this.#isStale = false;
      this.#source = reading.source;
      this.#proposals = undefined;
      this.#revive((article) => new TextMap(article.segments(), reading.nodes, reading.holders));
    }
    await this.#analyze();
  }

  /** Takes the marks off the page and ends everything; verdicts under way are still saved. */
  close(): void {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    this.#renderer.close();
    if (this.#generation === this.#engine.generation) {
      this.#review.free();
      this.#core.free();
    }
  }

  override addEventListener<K extends SessionEventName>(
    type: K,
    listener: ((event: SessionEvent<K>) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: ((event: never) => void) | EventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener as EventListenerOrEventListenerObject | null, options);
  }

  // Inside

  get #root(): Document | ShadowRoot {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot ? root : this.element.ownerDocument;
  }

  #tell<K extends SessionEventName>(name: K, detail: SessionEvents[K]): void {
    dispatch(this, this.element, name, detail);
  }

  async #analyze(): Promise<void> {
    const analysis = ++this.#analysis;
    try {
      const result = await this.#analyst.analyze(this.#source, "encoded", this.#ended.signal);
      // An older answer never replaces a newer one.
      if (analysis !== this.#analysis || this.#ended.signal.aborted) return;
      this.#proposals = result;
      this.#call((review) => review.propose(result.numbers, result.names));
      this.#language = result.language || null;
      this.#isAnalyzed = true;
      this.#failure = undefined;
      this.#update();
      this.#tell("analyzed", { version: result.version, language: this.#language });
      const orphans = this.#marks.filter((mark) => mark.state === "orphaned").map((mark) => mark.id);
      if (orphans.length > 0) this.#tell("orphaned", { ids: orphans });
    } catch (error) {
      if (analysis !== this.#analysis || this.#ended.signal.aborted) return;
      this.#failure = error;
      this.#tell("error", { error });
    }
  }

  #decide(act: (review: CoreReview, now: number) => VerdictEvent): VerdictEvent {
    const event = this.#call((review) => act(review, Date.now()));
    this.#decided(event);
    return event;
  }

  #maybeDecide(act: (review: CoreReview, now: number) => VerdictEvent | undefined): VerdictEvent | undefined {
    const event = this.#call((review) => act(review, Date.now()));
    if (event) this.#decided(event);
    return event;
  }

  #decided(event: VerdictEvent): void {
    this.#ledger.record([event]);
    this.#update();
    this.#tell("verdict", { events: [event], remote: false });
  }

  #hear(events: VerdictEvent[]): void {
    const fresh = this.#ledger.learn(events);
    if (fresh.length === 0 || this.#ended.signal.aborted) return;
    const errors = refusals(this.#call((review) => review.load(fresh)));
    this.#update();
    for (const error of errors) this.#tell("error", { error });
    this.#tell("verdict", { events: fresh, remote: true });
  }

  #update(): void {
    this.#marks = this.#call((review) => decodeMarks(review.marks(), review.ids(), (id) => review.mark(id)?.kind));
    this.#renderer.draw(this.#marks);
    if (this.#isDrafting) return;
    const selected = this.#marks.find((mark) => mark.id === this.#selected);
    this.#selected = selected?.id ?? null;
    this.#renderer.select(selected);
  }

  /** Calls the review; if its instance has died, makes a new one from what JavaScript holds and calls that. */
  #call<T>(act: (review: CoreReview) => T): T {
    if (this.#ended.signal.aborted) throw new Error("This review is closed.");
    if (this.#generation !== this.#engine.generation) this.#revive();
    try {
      return act(this.#review);
    } catch (error) {
      if (!isFatal(error)) throw error;
      this.#engine.restart();
      this.#revive();
      this.#tell("error", { error });
      return act(this.#review);
    }
  }

  #revive(map?: (article: CoreArticle) => TextMap): void {
    if (this.#generation === this.#engine.generation) {
      this.#review.free();
      this.#core.free();
    }
    this.#generation = this.#engine.generation;
    this.#core = readArticle(this.#engine.core, this.#source);
    this.#articleText = this.#core.text;
    this.#review = new this.#engine.core.Review(this.#core, this.article, this.actor);
    this.#review.load(this.#ledger.events);
    if (this.#proposals) this.#review.propose(this.#proposals.numbers, this.#proposals.names);
    if (map) this.show(map(this.#core));
  }

  #click(event: MouseEvent): void {
    if (this.#isDrafting || event.defaultPrevented || event.button !== 0) return;
    // The end of a selection is no choice of a mark.
    if (this.selection()) return;
    const offset = offsetAtPoint(this.#text, this.#root, event.clientX, event.clientY);
    const hits = offset === undefined ? [] : this.#call((review) => review.hit(offset));
    if (offset === undefined || hits.length === 0) {
      this.#lastClick = undefined;
      if (this.#selected !== null) this.select(null);
      return;
    }
    // Smallest first; the same place again goes on to the next.
    const turn = this.#lastClick?.offset === offset ? this.#lastClick.turn + 1 : 0;
    this.#lastClick = { offset, turn };
    this.select(hits[turn % hits.length] ?? null);
  }

  #watch(): void {
    const observer = new MutationObserver(() => {
      // Told once: only reading it again makes it fresh.
      if (!this.#isStale) this.#tell("stale", { article: this.article });
      this.#isStale = true;
    });
    observer.observe(this.element, { childList: true, characterData: true, subtree: true });
    this.#ended.signal.addEventListener("abort", () => observer.disconnect());
  }
}

/** Events that the review refused, as one error to tell; none where it took all. */
function refusals({ invalid }: LoadReport): Error[] {
  if (invalid.length === 0) return [];
  const reasons = invalid.map(({ index, reason }) => `${index}: ${reason}`).join("; ");
  return [new Error(`Verdicts that could not be read: ${reasons}`)];
}

/** A key from the text, or the page's address where the browser offers no hash (an insecure origin). */
async function keyOf(text: string): Promise<string> {
  if (!globalThis.crypto?.subtle) return `url:${location.origin}${location.pathname}${location.search}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const hex = [...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `sha256:${hex.join("")}`;
}
