/**
 * The article on the page: reads what comes in, shows it, opens a review over it, and shows it
 * without its furniture in reading mode.
 */
import {
  type ArticleSource,
  type Ascribe,
  parseHtml,
  type Range16,
  type ReviewSession,
  readDocument,
  TextMap,
  type VerdictStore,
} from "ascribe";
import { type CellPlace, type ViewOptions, viewArticle } from "./article-view.js";
import { type Incoming, keyOf } from "./incoming.js";

export interface OpenedArticle {
  session: ReviewSession;
  key: string;
  title: string;
}

interface Current {
  source: ArticleSource;
  cellAt: ViewOptions["cellAt"];
  session: ReviewSession;
  text: TextMap;
}

export class Reader {
  readonly #ascribe: Ascribe;
  readonly #element: HTMLElement;
  readonly #store: VerdictStore;
  readonly #closing: () => void;
  #current: Current | undefined;
  #isReading = false;
  #hidden = "";
  #opening = new AbortController();

  /** `closing` is called before a review that was opened here ends. */
  constructor(ascribe: Ascribe, element: HTMLElement, store: VerdictStore, closing: () => void) {
    this.#closing = closing;
    this.#ascribe = ascribe;
    this.#element = element;
    this.#store = store;
  }

  /** Shows an article in place of the one before. Undefined: it has no text, or another one was opened meanwhile. */
  async open(incoming: Incoming): Promise<OpenedArticle | undefined> {
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    const key = await keyOf(incoming);
    if (signal.aborted) return undefined;
    const { source, cells } = read(incoming);
    const article = this.#ascribe.read(source);
    try {
      if (article.text.trim() === "") return undefined;
      const { title } = article.metadata();
      const cellAt = cells?.(article.segments());
      const view = viewArticle(article, { ...(cellAt && { cellAt }) });
      this.close();
      this.#element.replaceChildren(view.fragment);
      scrollTo({ top: 0, behavior: "instant" });
      const session = await this.#ascribe.open(this.#element, {
        article: key,
        store: this.#store,
        shown: { source, text: view.text },
      });
      if (signal.aborted) {
        session.close();
        return undefined;
      }
      this.#current = { source, cellAt, session, text: view.text };
      this.#hidden = "[]";
      const redraw = () => this.#redraw();
      session.addEventListener("analyzed", redraw);
      session.addEventListener("verdict", redraw);
      return { session, key, title: title ?? firstLine(article.text) };
    } finally {
      article.free();
    }
  }

  /** Ends the review; the article stays on the page. */
  close(): void {
    if (!this.#current) return;
    this.#closing();
    this.#current.session.close();
    this.#current = undefined;
  }

  /** Reading mode: furniture that nobody rejected is left out. */
  set isReading(isReading: boolean) {
    this.#isReading = isReading;
    this.#redraw();
  }

  /** Builds the view again if what it leaves out has changed. */
  #redraw(): void {
    if (!this.#current) return;
    const { source, cellAt, session } = this.#current;
    const hidden = this.#isReading ? furnitureOf(session) : [];
    const signature = JSON.stringify(hidden);
    if (signature === this.#hidden) return;
    this.#hidden = signature;
    const article = this.#ascribe.read(source);
    try {
      const view = viewArticle(article, { hidden, ...(cellAt && { cellAt }) });
      const place = placeOf(this.#current.text);
      this.#element.replaceChildren(view.fragment);
      this.#current.text = view.text;
      session.show(view.text);
      if (place) returnTo(view.text, place);
    } finally {
      article.free();
    }
  }
}

/** Where a reader is: the article offset of the first text in view, and how far down it stands. */
interface Place {
  offset: number;
  top: number;
}

/** Undefined at the top of the page, and below all text. */
function placeOf(text: TextMap): Place | undefined {
  if (scrollY === 0) return undefined;
  let low = 0;
  let high = text.segmentCount;
  const topOf = (index: number) => text.holders[text.segment(index).node]?.getBoundingClientRect().top ?? 0;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (topOf(middle) >= 0) high = middle;
    else low = middle + 1;
  }
  return low < text.segmentCount ? { offset: text.segment(low).start, top: topOf(low) } : undefined;
}

/** Scrolls so that the same words stand where they stood; where they are gone, the next ones. */
function returnTo(text: TextMap, { offset, top }: Place): void {
  const holder = text.holders[text.segment(text.segmentAt(offset)).node];
  if (holder) scrollBy({ top: holder.getBoundingClientRect().top - top, behavior: "instant" });
}

/** Stretches of furniture that stands, sorted and merged. */
function furnitureOf(session: ReviewSession): Range16[] {
  const ranges = session.marks
    .filter((mark) => mark.kind === "boilerplate" && mark.state !== "rejected")
    .flatMap((mark) => mark.ranges.map(({ start, end }): Range16 => [start, end]))
    .sort((a, b) => a[0] - b[0]);
  const merged: Range16[] = [];
  for (const [start, end] of ranges) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** The source, and where its table cells stand. */
function read(incoming: Incoming): {
  source: ArticleSource;
  cells?: (segments: Uint32Array) => (offset: number) => CellPlace | undefined;
} {
  if (incoming.format === "text") return { source: { kind: "text", text: incoming.body } };
  // Inert: no script in it runs and nothing of it is loaded; it never becomes part of this page.
  const parsed = parseHtml(incoming.body);
  const { source, nodes, holders } = readDocument(parsed);
  const cells = (segments: Uint32Array) => {
    const text = new TextMap(segments, nodes, holders);
    return (offset: number): CellPlace | undefined => {
      const node = nodes[text.segment(text.segmentAt(offset)).node];
      const cell = node?.parentElement?.closest("td, th");
      const row = cell?.closest("tr");
      const table = row?.closest("table");
      return cell && row && table ? { table, row, isHeader: cell.localName === "th" } : undefined;
    };
  };
  return { source, cells };
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0]?.slice(0, 80) ?? "";
}
