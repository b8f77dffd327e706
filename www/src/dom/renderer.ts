/**
 * Draws marks with the CSS Custom Highlight API: nothing is added to the article, no attribute is
 * set on it.
 *
 * The article is cut into strips, one for each run of text in one box. Only strips within a screen
 * of what is seen hold live ranges, since each live range makes every change of the page dearer;
 * the rest is kept as plain offsets. Ranges are made and dropped by an IntersectionObserver, so
 * nothing runs on scroll. One `Highlight` serves a layer and state across all sessions of a page.
 */
import type { Mark, MarkRange } from "../marks.js";
import {
  DRAFT_NAME,
  highlightName,
  highlightRules,
  layerOf,
  PAINTED,
  priorityOf,
  selectedName,
} from "./highlight-sheet.js";
import type { TextMap } from "./text-map.js";

/** A run of segments whose text stands in one box. */
interface Strip {
  start: number;
  end: number;
  near: boolean;
  /** Live ranges by what they show: `name start end`. */
  live: Map<string, { name: string; range: Range }>;
}

/** A stretch to paint, in UTF-16 units. */
interface Stretch {
  name: string;
  start: number;
  end: number;
}

type View = Window & typeof globalThis;

const sheets = new WeakMap<View, CSSStyleSheet>();

export class HighlightRenderer {
  readonly #text: TextMap;
  readonly #view: View;
  readonly #registry: HighlightRegistry | undefined;
  #strips: Strip[] = [];
  #stripsOf = new Map<Element, Strip[]>();
  #observer: IntersectionObserver | undefined;
  /** Sorted by start; `#reach[i]` is the furthest end among the first `i + 1`. */
  #stretches: Stretch[] = [];
  #reach: number[] = [];
  #focus: { name: string; range: Range }[] = [];

  /** `element` is the article's, or any element of its document. */
  constructor(text: TextMap, element: Element) {
    this.#text = text;
    this.#view = (element.ownerDocument.defaultView ?? window) as View;
    this.#registry = "Highlight" in this.#view ? this.#view.CSS.highlights : undefined;
    if (!this.#registry) return;
    this.#adopt();
    this.#cut();
    this.#observe();
  }

  /** False where the browser lacks CSS highlights: the review list works all the same. */
  get isSupported(): boolean {
    return this.#registry !== undefined;
  }

  /** Shows these marks in place of those drawn before; what has not changed is not touched. */
  draw(marks: readonly Mark[]): void {
    if (!this.#registry) return;
    const stretches: Stretch[] = [];
    for (const mark of marks) {
      const state = PAINTED.find((candidate) => candidate === mark.state);
      if (!state) continue;
      for (const { part, start, end } of mark.ranges) {
        stretches.push({ name: highlightName(layerOf(mark.kind, part), state), start, end });
      }
    }
    stretches.sort((a, b) => a.start - b.start);
    let furthest = 0;
    this.#reach = stretches.map((stretch) => {
      furthest = Math.max(furthest, stretch.end);
      return furthest;
    });
    this.#stretches = stretches;
    for (const strip of this.#strips) if (strip.near) this.#fill(strip);
  }

  /** Shows one mark as selected, all its parts; undefined: none. */
  select(mark: Pick<Mark, "kind" | "ranges"> | undefined): void {
    this.#show(mark?.ranges.map((range) => ({ ...range, name: selectedName(layerOf(mark.kind, range.part)) })) ?? []);
  }

  /** Shows a change that is not made yet, in place of the selection: its bounds, by part. */
  draft(mark: Pick<Mark, "kind" | "ranges">): void {
    this.#show(
      mark.ranges.flatMap((range) => [
        { ...range, name: selectedName(layerOf(mark.kind, range.part)) },
        { ...range, name: DRAFT_NAME },
      ]),
    );
  }

  /** Brings a stretch into view, unless it is there. */
  reveal(start: number, end: number, margins: { top: number; bottom: number }): void {
    const range = this.#text.rangeOf(start, end);
    const element = range?.startContainer.parentElement;
    if (!range || !element) return;
    const box = range.getClientRects()[0] ?? range.getBoundingClientRect();
    const { innerHeight } = this.#view;
    if (box.top >= margins.top && box.bottom <= innerHeight - margins.bottom) return;
    const calm = this.#view.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const middle = margins.top + (innerHeight - margins.top - margins.bottom) * 0.38;
    this.#view.scrollBy({ top: box.top - middle, behavior: calm ? "instant" : "smooth" });
  }

  /** Takes everything of this renderer off the page. */
  close(): void {
    this.#observer?.disconnect();
    for (const strip of this.#strips) this.#empty(strip);
    this.#show([]);
    this.#strips = [];
  }

  #show(stretches: (MarkRange & { name: string })[]): void {
    const old = this.#focus;
    this.#focus = [];
    for (const { name, start, end } of stretches) {
      const range = this.#text.rangeOf(start, end);
      if (range) {
        this.#focus.push({ name, range });
        this.#add(name, range);
      }
    }
    for (const { name, range } of old) this.#remove(name, range);
  }

  /** The roots that hold the text get the sheet: a document's sheet does not reach into shadow trees everywhere. */
  #adopt(): void {
    let sheet = sheets.get(this.#view);
    if (!sheet) {
      sheet = new this.#view.CSSStyleSheet();
      sheet.replaceSync(highlightRules());
      sheets.set(this.#view, sheet);
    }
    const roots = new Set(this.#text.nodes.map((node) => node.getRootNode()));
    for (const root of roots) {
      if (!(root instanceof this.#view.Document || root instanceof this.#view.ShadowRoot)) continue;
      const { adoptedStyleSheets } = root;
      if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    }
  }

  #cut(): void {
    let strip: Strip | undefined;
    let holder: Element | undefined;
    for (let index = 0; index < this.#text.segmentCount; index++) {
      const segment = this.#text.segment(index);
      const own = this.#text.holders[segment.node];
      if (!own) continue;
      if (strip && own === holder) {
        strip.end = segment.end;
        continue;
      }
      strip = { start: segment.start, end: segment.end, near: false, live: new Map() };
      holder = own;
      this.#strips.push(strip);
      const strips = this.#stripsOf.get(own);
      if (strips) strips.push(strip);
      else this.#stripsOf.set(own, [strip]);
    }
  }

  #observe(): void {
    const observer = new this.#view.IntersectionObserver(
      (entries) => {
        const leaving: Strip[] = [];
        for (const entry of entries) {
          for (const strip of this.#stripsOf.get(entry.target) ?? []) {
            strip.near = entry.isIntersecting;
            if (strip.near) this.#fill(strip);
            else leaving.push(strip);
          }
        }
        // What comes is added before what goes is removed.
        for (const strip of leaving) this.#empty(strip);
      },
      { rootMargin: "100% 0%" },
    );
    for (const element of this.#stripsOf.keys()) observer.observe(element);
    this.#observer = observer;
  }

  #fill(strip: Strip): void {
    const wanted = new Map<string, Stretch>();
    // Walks back from the last stretch that starts before the strip's end, until none can reach it.
    for (let index = this.#firstAtOrAfter(strip.end) - 1; index >= 0; index--) {
      if ((this.#reach[index] ?? 0) <= strip.start) break;
      const stretch = this.#stretches[index];
      if (!stretch || stretch.end <= strip.start) continue;
      const start = Math.max(stretch.start, strip.start);
      const end = Math.min(stretch.end, strip.end);
      wanted.set(`${stretch.name} ${start} ${end}`, { name: stretch.name, start, end });
    }
    const gone = [...strip.live].filter(([key]) => !wanted.has(key));
    for (const [key, { name, start, end }] of wanted) {
      if (strip.live.has(key)) continue;
      const range = this.#text.rangeOf(start, end);
      if (!range) continue;
      strip.live.set(key, { name, range });
      this.#add(name, range);
    }
    for (const [key, { name, range }] of gone) {
      this.#remove(name, range);
      strip.live.delete(key);
    }
  }

  #empty(strip: Strip): void {
    for (const { name, range } of strip.live.values()) this.#remove(name, range);
    strip.live.clear();
  }

  #firstAtOrAfter(offset: number): number {
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#stretches[middle]?.start ?? 0) >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #add(name: string, range: Range): void {
    let highlight = this.#registry?.get(name);
    if (!highlight) {
      highlight = new this.#view.Highlight();
      highlight.priority = priorityOf(name);
      this.#registry?.set(name, highlight);
    }
    highlight.add(range);
  }

  #remove(name: string, range: Range): void {
    const highlight = this.#registry?.get(name);
    highlight?.delete(range);
    if (highlight?.size === 0) this.#registry?.delete(name);
  }
}
