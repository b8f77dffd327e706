/**
 * An article shown from its block records: elements from a fixed list, text as text. Nothing of the
 * source's markup is ever parsed into the page or copied from it.
 */
import { BLOCK_KINDS, type BlockKind, type CoreArticle, INLINE_KINDS, type Range16, TextMap } from "ascribe";

/** Numbers a block and an inline have in the core's records. */
const BLOCK_WIDTH = 6;
const INLINE_WIDTH = 4;

export interface ArticleView {
  fragment: DocumentFragment;
  /** Where the fragment shows what of the article. */
  text: TextMap;
}

/** Where a table cell stands; cells of one row share the row, rows of one table the table. */
export interface CellPlace {
  table: object;
  row: object;
  isHeader: boolean;
}

export interface ViewOptions {
  /** Stretches to leave out, sorted. */
  hidden?: readonly Range16[];
  /** The place of the cell that begins at an article offset, where the source had a table. */
  cellAt?(offset: number): CellPlace | undefined;
}

interface Block {
  start: number;
  end: number;
  kind: BlockKind;
  level: number;
  isOrdered: boolean;
}

interface Inline {
  start: number;
  end: number;
  make: (() => HTMLElement) | undefined;
}

/** Builds the view. Linear in the article (and the hidden stretches). */
export function viewArticle(article: CoreArticle, options: ViewOptions = {}): ArticleView {
  const { text } = article;
  const inlines = inlinesOf(article);
  const hidden = options.hidden ?? [];
  const fragment = document.createDocumentFragment();
  const outline = new Outline(fragment, options.cellAt);
  const segments: number[] = [];
  const nodes: Text[] = [];
  const holders: Element[] = [];
  let nextInline = 0;
  let nextHidden = 0;

  for (const block of blocksOf(article)) {
    while ((hidden[nextHidden]?.[1] ?? Infinity) <= block.start) nextHidden++;
    const shown = shownParts(block, hidden, nextHidden);
    while ((inlines[nextInline]?.start ?? Infinity) < block.start) nextInline++;
    const own: Inline[] = [];
    for (; (inlines[nextInline]?.start ?? Infinity) < block.end; nextInline++) {
      const inline = inlines[nextInline];
      if (inline) own.push(inline);
    }
    if (shown.every(([start, end]) => text.slice(start, end).trim() === "")) continue;
    const element = outline.add(block);
    const show = (start: number, end: number, parent: Element) => {
      for (const [from, to] of shown) {
        const a = Math.max(start, from);
        const b = Math.min(end, to);
        if (a >= b) continue;
        const node = document.createTextNode(text.slice(a, b));
        parent.append(node);
        segments.push(a, nodes.length, 0, b - a);
        nodes.push(node);
        holders.push(element);
      }
    };
    fill(element, block, own, show);
  }
  return { fragment, text: new TextMap(Uint32Array.from(segments), nodes, holders) };
}

/** What is left of a block without the hidden stretches; `from` is the first that can touch it. */
function shownParts(block: Block, hidden: readonly Range16[], from: number): Range16[] {
  const parts: Range16[] = [];
  let start = block.start;
  for (let index = from; index < hidden.length; index++) {
    const [cut, end] = hidden[index] ?? [Infinity, Infinity];
    if (cut >= block.end) break;
    if (cut > start) parts.push([start, cut]);
    start = Math.max(start, end);
  }
  if (start < block.end) parts.push([start, block.end]);
  return parts;
}

/** Puts a block's text into its element, within the inline elements it stands in. */
function fill(
  element: Element,
  block: Block,
  inlines: readonly Inline[],
  show: (start: number, end: number, parent: Element) => void,
): void {
  const open: { element: Element; end: number }[] = [{ element, end: block.end }];
  let at = block.start;
  const top = () => open[open.length - 1] ?? { element, end: block.end };
  const closeUntil = (offset: number) => {
    while (open.length > 1 && top().end <= offset) {
      show(at, top().end, top().element);
      at = Math.max(at, top().end);
      open.pop();
    }
  };
  for (const { start, end, make } of inlines) {
    closeUntil(start);
    show(at, start, top().element);
    at = Math.max(at, start);
    const inner = make?.();
    if (!inner) continue;
    top().element.append(inner);
    open.push({ element: inner, end: Math.min(end, top().end) });
  }
  closeUntil(block.end);
  show(at, block.end, element);
}

function* blocksOf(article: CoreArticle): Generator<Block> {
  const numbers = article.blocks();
  for (let at = 0; at + BLOCK_WIDTH <= numbers.length; at += BLOCK_WIDTH) {
    yield {
      start: numbers[at] ?? 0,
      end: numbers[at + 1] ?? 0,
      kind: BLOCK_KINDS[numbers[at + 2] ?? 0] ?? "paragraph",
      level: numbers[at + 3] ?? 0,
      isOrdered: numbers[at + 4] === 1,
    };
  }
}

function inlinesOf(article: CoreArticle): Inline[] {
  const numbers = article.inlines();
  const addresses = article.addresses();
  const base = article.metadata().url;
  const inlines: Inline[] = [];
  for (let at = 0; at + INLINE_WIDTH <= numbers.length; at += INLINE_WIDTH) {
    const kind = INLINE_KINDS[numbers[at + 2] ?? 0];
    const address = addresses[numbers[at + 3] ?? 0] ?? "";
    inlines.push({ start: numbers[at] ?? 0, end: numbers[at + 1] ?? 0, make: maker(kind, address, base) });
  }
  return inlines;
}

function maker(
  kind: (typeof INLINE_KINDS)[number] | undefined,
  address: string,
  base: string | null,
): (() => HTMLElement) | undefined {
  switch (kind) {
    case "link": {
      const safe = safeAddress(address, base);
      return safe === undefined ? undefined : () => link(safe);
    }
    case "emphasis":
      return () => document.createElement("em");
    case "strong":
      return () => document.createElement("strong");
    case "code":
      return () => document.createElement("code");
    default:
      return undefined;
  }
}

/** The address if it is one that a link may have; undefined for scripts, data and what else there is. */
export function safeAddress(address: string, base: string | null): string | undefined {
  try {
    const url = base === null ? new URL(address) : new URL(address, base);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function link(address: string): HTMLElement {
  const element = document.createElement("a");
  element.href = address;
  element.target = "_blank";
  element.rel = "noopener noreferrer nofollow";
  element.title = address;
  return element;
}

/** Places block elements: items into lists, cells into rows, quoted paragraphs into one quotation. */
class Outline {
  readonly #root: DocumentFragment;
  readonly #cellAt: ViewOptions["cellAt"];
  #lists: HTMLElement[] = [];
  #quotation: HTMLElement | undefined;
  #cell: { place: CellPlace; body: HTMLElement; row: HTMLElement } | undefined;

  constructor(root: DocumentFragment, cellAt: ViewOptions["cellAt"]) {
    this.#root = root;
    this.#cellAt = cellAt;
  }

  /** The element that the block's text goes into, in its place. */
  add(block: Block): HTMLElement {
    if (block.kind !== "list_item") this.#lists = [];
    if (block.kind !== "quotation") this.#quotation = undefined;
    if (block.kind !== "table_cell") this.#cell = undefined;
    switch (block.kind) {
      case "heading":
        return this.#append(`h${Math.min(Math.max(block.level, 1), 6)}`);
      case "list_item":
        return this.#item(block);
      case "caption":
        return append(this.#append("figure"), "figcaption");
      case "quotation":
        this.#quotation ??= this.#append("blockquote");
        return append(this.#quotation, "p");
      case "table_cell":
        return this.#tableCell(block);
      case "preformatted":
        return this.#append("pre");
      case "control": {
        const element = this.#append("p");
        element.className = "control";
        return element;
      }
      default:
        return this.#append("p");
    }
  }

  #append(tag: string): HTMLElement {
    return append(this.#root, tag);
  }

  #item(block: Block): HTMLElement {
    const depth = Math.min(Math.max(block.level, 1), 8);
    this.#lists.length = Math.min(this.#lists.length, depth);
    const tag = block.isOrdered ? "ol" : "ul";
    if (this.#lists.length === depth && this.#lists[depth - 1]?.localName !== tag) this.#lists.length = depth - 1;
    while (this.#lists.length < depth) {
      const outer = this.#lists.at(-1);
      // A list stands in the item before it, or in one of its own.
      const parent = outer ? ((outer.lastElementChild as HTMLElement | null) ?? append(outer, "li")) : this.#root;
      this.#lists.push(append(parent, tag));
    }
    const list = this.#lists[depth - 1];
    return list ? append(list, "li") : this.#append("p");
  }

  #tableCell(block: Block): HTMLElement {
    const place = this.#cellAt?.(block.start);
    if (!place) return this.#append("p");
    if (this.#cell?.place.table !== place.table) {
      const frame = this.#append("div");
      frame.className = "table";
      const body = append(append(frame, "table"), "tbody");
      this.#cell = { place, body, row: append(body, "tr") };
    } else if (this.#cell.place.row !== place.row) {
      this.#cell = { ...this.#cell, place, row: append(this.#cell.body, "tr") };
    }
    return append(this.#cell.row, place.isHeader ? "th" : "td");
  }
}

function append(parent: Node, tag: string): HTMLElement {
  return parent.appendChild(document.createElement(tag));
}
