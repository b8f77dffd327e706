/**
 * `<ascribe-review>`: the review of an article as a widget: progress, the list of marks, the card
 * of the selected one.
 *
 * Declarative: `<ascribe-review for="article-id" store="indexeddb">` loads the engine and opens a
 * session over that element. Imperative: set {@link AscribeReview.session}. Importing this module
 * defines the element, where there is a DOM.
 *
 * Attributes: `for` (the article's id), `article` (its key), `actor`, `store` (`memory` or
 * `indexeddb`), `model` (address of a weights file, one for all of a page), `compact` (a narrow bar
 * instead of a side panel), `expanded` (its list is open).
 */
import type { MarkKind, Part, Range16 } from "./core.js";
import { markCard } from "./element/card.js";
import { h, setAttribute } from "./element/dom.js";
import { changeOf, type Draft, draftOf, MarkEditor, newDraft, newMarkOf } from "./element/editor.js";
import { type Filter, passes } from "./element/filters.js";
import { buildFrame, type Frame } from "./element/frame.js";
import { WIDGET_RULES } from "./element/sheet.js";
import { loadAscribe } from "./index.js";
import { headOf, type Mark } from "./marks.js";
import { ENGLISH, type Messages } from "./messages.js";
import type { ReviewSession } from "./session.js";
import { IndexedDbStore } from "./stores/indexeddb.js";
import { MemoryStore } from "./stores/memory.js";

export { ENGLISH, type Messages } from "./messages.js";

// A server has no elements; importing there must not fail.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

let sheet: CSSStyleSheet | undefined;

export class AscribeReview extends Base {
  static readonly observedAttributes = ["for", "expanded"];

  #session: ReviewSession | null = null;
  /** The session was opened by this element, which closes it too. */
  #owned: ReviewSession | null = null;
  #opening = new AbortController();
  #listening = new AbortController();
  #messages: Messages = ENGLISH;
  #filter: Filter = { kind: "all", openOnly: false };
  #editor: { form: MarkEditor; id: string | null } | undefined;
  #view: Frame | undefined;
  readonly #why = { isOpen: false };

  connectedCallback(): void {
    this.#view ??= this.#build();
    void this.#open();
    this.#refresh();
  }

  disconnectedCallback(): void {
    this.#opening.abort();
    this.#view?.toolbar.hide();
    if (this.#owned) {
      this.#owned.close();
      this.#owned = null;
      this.session = null;
    }
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.#view || before === after) return;
    if (name === "for") void this.#open();
    else this.#refresh();
  }

  /** The review that the widget shows. */
  get session(): ReviewSession | null {
    return this.#session;
  }

  set session(session: ReviewSession | null) {
    if (this.#session === session) return;
    this.#listening.abort();
    this.#listening = new AbortController();
    this.#session = session;
    this.#editor = undefined;
    this.#view?.toolbar.detach();
    if (session) {
      const { signal } = this.#listening;
      session.addEventListener("analyzed", () => this.#refresh(), { signal });
      session.addEventListener("error", () => this.#refresh(), { signal });
      session.addEventListener(
        "verdict",
        ({ detail }) => this.#refresh(new Set(detail.events.map((event) => event.annotation))),
        { signal },
      );
      session.addEventListener("select", () => this.#selected(), { signal });
      session.addEventListener("saved", () => this.#drawFoot(), { signal });
      session.addEventListener("savefailed", () => this.#saveFailed(), { signal });
      this.#view?.toolbar.attach(session);
    }
    this.#refresh();
  }

  /** The words that the widget shows; set them to translate it. */
  get messages(): Messages {
    return this.#messages;
  }

  set messages(messages: Messages) {
    this.#messages = messages;
    if (!this.#view) return;
    this.#view.toolbar.detach();
    this.#editor = undefined;
    this.#view = this.#build();
    if (this.#session) this.#view.toolbar.attach(this.#session);
    this.#refresh();
  }

  /** Puts the focus into the list. */
  override focus(): void {
    this.#focusList();
  }

  /** Begins a new mark of a kind on a stretch of the article. */
  beginMark(kind: MarkKind, range: Range16): void {
    this.#edit(newDraft(kind, range), null);
  }

  // Opening

  async #open(): Promise<void> {
    const id = this.getAttribute("for");
    if (id === null || !this.isConnected) return;
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    this.#owned?.close();
    this.#owned = null;
    try {
      const article = (this.getRootNode() as Document | ShadowRoot).getElementById(id);
      if (!article) throw new Error(`<ascribe-review for="${id}">: there is no element with this id.`);
      const model = this.getAttribute("model");
      const ascribe = await loadAscribe(model === null ? {} : { model });
      const key = this.getAttribute("article");
      const actor = this.getAttribute("actor");
      const store = this.getAttribute("store") === "indexeddb" ? new IndexedDbStore() : new MemoryStore();
      const options = { store, signal, ...(key !== null && { article: key }), ...(actor !== null && { actor }) };
      const session = await ascribe.open(article, options);
      if (signal.aborted) return session.close();
      this.#owned = session;
      this.session = session;
    } catch (error) {
      if (signal.aborted) return;
      this.#say(error instanceof Error ? error.message : String(error));
      this.dispatchEvent(new CustomEvent("ascribe-error", { detail: { error }, bubbles: true, composed: true }));
    }
  }

  // Building and drawing

  #build(): Frame {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(WIDGET_RULES);
    }
    root.adoptedStyleSheets = [sheet];
    const frame = buildFrame(this.#messages, {
      key: (event) => this.#key(event),
      move: (by) => this.#move(by),
      undo: () => this.#undo(),
      redo: () => this.#redo(),
      expand: () => this.toggleAttribute("expanded"),
      choose: (id) => this.#choose(id),
      filter: (change) => this.#setFilter(change),
      mark: (kind, range) => this.#edit(newDraft(kind, range), null),
      use: (part) => this.#use(part),
      parts: () => this.#editor?.form.parts,
    });
    root.replaceChildren(...frame.content);
    return frame;
  }

  /** `touched`: marks that a verdict is about. */
  #refresh(touched: ReadonlySet<string> = new Set()): void {
    const view = this.#view;
    if (!view) return;
    const session = this.#session;
    const messages = this.#messages;
    setAttribute(
      this,
      "aria-busy",
      session && !session.isAnalyzed && session.failure === undefined ? "true" : undefined,
    );
    const progress = session?.progress;
    view.count.textContent = this.#headline(session);
    const done = progress && progress.total > 0 ? (progress.total - progress.open) / progress.total : 0;
    view.bar.setAttribute("aria-valuenow", String(Math.round(done * 100)));
    view.bar.style.setProperty("--done", String(done));
    view.undo.disabled = !session?.canUndo;
    view.redo.disabled = !session?.canRedo;
    const isExpanded = this.hasAttribute("expanded");
    view.expand.textContent = isExpanded ? messages.hideList : messages.showList;
    view.expand.setAttribute("aria-expanded", String(isExpanded));
    view.filters.draw(session?.marks ?? [], this.#filter);
    this.#drawCard();
    this.#drawFoot();
    if (session) {
      const marks = session.marks.filter((mark) => passes(mark, this.#filter, session.selected));
      view.list.draw(
        session,
        marks,
        touched,
        !session.isAnalyzed ? "" : session.marks.length === 0 ? messages.empty : messages.emptyFilter,
      );
    }
  }

  #headline(session: ReviewSession | null): string {
    if (!session) return "";
    if (session.isAnalyzed) return this.#messages.progress(session.progress);
    return session.failure === undefined ? this.#messages.reading : this.#messages.notAnalyzed;
  }

  #setFilter(change: Partial<Filter>): void {
    this.#filter = { ...this.#filter, ...change };
    this.#refresh();
  }

  #drawCard(): void {
    const view = this.#view;
    if (!view) return;
    if (this.#editor) {
      if (!view.card.contains(this.#editor.form.element)) view.card.replaceChildren(this.#editor.form.element);
      return;
    }
    const session = this.#session;
    const mark = session?.selected ? session.mark(session.selected) : undefined;
    // The card's buttons are made anew: the focus goes to the one that takes its place.
    const active = this.shadowRoot?.activeElement;
    const focused = active && view.card.contains(active) ? active.getAttribute("part") : null;
    const notes = [h("p", { class: "note" }, this.#messages.nothingSelected)];
    if (session && !session.isPainted) notes.push(h("p", { class: "note" }, this.#messages.notPainted));
    view.card.replaceChildren(
      ...(session && mark
        ? [
            markCard(session, mark, this.#messages, {
              accept: () => this.#decide("accept"),
              reject: () => this.#decide("reject"),
              correct: () => this.#correct(),
              show: (id) => session.select(id, { reveal: true }),
              why: this.#why,
            }),
          ]
        : notes),
    );
    if (focused) view.card.querySelector<HTMLElement>(`[part="${focused}"]`)?.focus({ preventScroll: true });
  }

  #drawFoot(): void {
    const view = this.#view;
    const session = this.#session;
    if (!view || !session) return;
    const { said, retry } = this.#messages;
    const { saving } = session;
    view.foot.dataset.saving = saving;
    const text =
      saving === "failed" ? said.failed(session.unsaved.length) : saving === "pending" ? said.pending : said.saved;
    view.foot.hidden = saving === "saved" && !session.canUndo && session.log.length === 0;
    view.foot.replaceChildren(
      h("span", { class: "dot" }),
      h("span", {}, text),
      ...(saving === "failed" ? [h("button", { type: "button", onclick: () => void session.save() }, retry)] : []),
    );
  }

  #saveFailed(): void {
    this.#drawFoot();
    if (this.#session) this.#say(this.#messages.said.failed(this.#session.unsaved.length));
  }

  #selected(): void {
    const session = this.#session;
    if (this.#editor && session?.selected !== this.#editor.id) this.#editor = undefined;
    if (session?.selected && this.#view && !this.#view.list.shown.includes(session.selected)) {
      // Chosen in the article, hidden by the filter: show it.
      this.#filter = { kind: "all", openOnly: false };
      this.#refresh();
      return;
    }
    // The card first: its height decides how much of the list is seen.
    this.#drawCard();
    this.#view?.list.select(session?.selected ?? null);
  }

  /** Says something to screen readers, briefly. */
  #say(message: string): void {
    if (this.#view) this.#view.live.textContent = message;
  }

  // Acting

  #choose(id: string): void {
    this.#leaveEditor();
    this.#session?.select(id, { reveal: true });
  }

  #move(by: number): void {
    const id = this.#view?.list.neighbour(by);
    if (id !== undefined) this.#choose(id);
  }

  #moveToOpen(): void {
    const session = this.#session;
    const id = session && this.#view?.list.nextOpen(session.marks, session.selected);
    if (id) this.#choose(id);
  }

  #decide(action: "accept" | "reject"): void {
    const session = this.#session;
    const id = session?.selected;
    if (!session || !id) return;
    const next = this.#view?.list.nextOpen(session.marks, id);
    this.#try(() => {
      session[action](id);
      const done = this.#messages.states[action === "accept" ? "accepted" : "rejected"];
      this.#say(this.#messages.decided(done, session.progress.open));
      if (next !== undefined && next !== id) session.select(next, { reveal: true });
      this.#focusList();
    });
  }

  #undo(): void {
    const event = this.#session?.undo();
    this.#say(event ? this.#messages.said.undone : this.#messages.said.nothingToUndo);
    if (event) this.#session?.select(event.annotation, { reveal: true });
  }

  #redo(): void {
    const event = this.#session?.redo();
    this.#say(event ? this.#messages.said.redone : this.#messages.said.nothingToRedo);
    if (event) this.#session?.select(event.annotation, { reveal: true });
  }

  #correct(): void {
    const session = this.#session;
    const mark = session?.selected ? session.mark(session.selected) : undefined;
    if (mark && mark.state !== "orphaned") this.#edit(draftOf(mark), mark.id);
  }

  #beginNew(): void {
    const session = this.#session;
    if (!session) return;
    const selected = session.marks.find((mark) => mark.id === session.selected);
    const head = (selected ?? session.marks[0]) && headOf((selected ?? session.marks[0]) as Mark);
    const range: Range16 | undefined = this.#view?.toolbar.range ?? (head && [head.start, head.end]);
    if (range) this.#edit(newDraft("quote", range), null);
    else this.#say(this.#messages.said.selectWordsFirst);
  }

  #edit(draft: Draft, id: string | null): void {
    const session = this.#session;
    if (!session || !this.#view) return;
    if (id === null) session.select(null);
    const form = new MarkEditor(session, this.#messages, draft, id === null, {
      save: (edited) => this.#save(edited),
      cancel: () => {
        this.#say(this.#messages.said.cancelled);
        this.#leaveEditor();
        this.#drawCard();
        this.#focusList();
      },
      say: (message) => this.#say(message),
      selection: () => this.#view?.toolbar.range,
    });
    this.#editor = { form, id };
    this.#view.toolbar.forget();
    this.#drawCard();
    this.#view.list.select(session.selected);
    form.focus();
  }

  #leaveEditor(): void {
    if (!this.#editor) return;
    this.#editor = undefined;
    this.#session?.draft(undefined);
    this.#view?.toolbar.hide();
  }

  #save(draft: Draft): void {
    const session = this.#session;
    const editor = this.#editor;
    if (!session || !editor) return;
    const { said } = this.#messages;
    try {
      const mark = editor.id === null ? undefined : session.mark(editor.id);
      let id = editor.id;
      this.#leaveEditor();
      if (mark && mark.kind === draft.kind) {
        const change = changeOf(draft, mark);
        if (change) session.correct(mark.id, change);
      } else {
        // A mark has one kind for life: another kind is another mark, and this one was wrong.
        id = session.add(newMarkOf(draft)).annotation;
        if (mark) session.reject(mark.id);
      }
      this.#say(mark ? said.corrected : said.added);
      session.select(id, { reveal: true });
      this.#focusList();
    } catch (error) {
      this.#editor = editor;
      this.#drawCard();
      editor.form.fail(error instanceof Error ? error.message : String(error));
    }
  }

  #use(part: Part): void {
    this.#editor?.form.useSelection(part, false);
    this.#view?.toolbar.forget();
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    }
  }

  /** After a decision the focus is on the list where it can be seen, else it stays. */
  #focusList(): void {
    const view = this.#view;
    if (!view) return;
    const isListShown = view.list.element.getClientRects().length > 0;
    if (isListShown) view.list.focus();
    else (view.card.querySelector<HTMLElement>(".verdict") ?? view.next).focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const isTyping = target instanceof HTMLSelectElement || target instanceof HTMLInputElement;
    const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z";
    if (event.defaultPrevented) return;
    if (isUndo) {
      event.preventDefault();
      if (event.shiftKey) this.#redo();
      else this.#undo();
      return;
    }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const isEditing = this.#editor !== undefined;
    const acts: Record<string, () => void> = isEditing
      ? { "?": () => this.#view?.keys.showModal() }
      : {
          j: () => this.#moveAndFocus(1),
          k: () => this.#moveAndFocus(-1),
          o: () => this.#moveToOpen(),
          a: () => this.#decide("accept"),
          r: () => this.#decide("reject"),
          e: () => this.#correct(),
          n: () => this.#beginNew(),
          u: () => this.#undo(),
          U: () => this.#redo(),
          "?": () => this.#view?.keys.showModal(),
          Escape: () => this.#session?.select(null),
        };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #moveAndFocus(by: number): void {
    this.#move(by);
    this.#focusList();
  }
}

if (globalThis.customElements && !customElements.get("ascribe-review")) {
  customElements.define("ascribe-review", AscribeReview);
}

declare global {
  interface HTMLElementTagNameMap {
    "ascribe-review": AscribeReview;
  }
}
