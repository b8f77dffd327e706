/**
 * The wasm module's API, as the glue sees it: the contract between `crates/wasm` (which
 * implements it) and `www` (which calls it). The generated bindings are checked against it.
 *
 * Every offset counts UTF-16 code units of the article's text. Numbers that stand for enum
 * values are the variants' order in `src/annotation.rs`.
 */

/** Operations of the node stream that {@link CoreArticleStatic.fromDom} reads. */
export enum DomOp {
  /**
   * An element begins: `Open, tag, names, role, value, display`. The first four are indexes into
   * the string table (0 is the empty string): lower-case tag name; `class` and `id` joined by a
   * space; `role`; the one attribute that matters (`href` of a link, `datetime` of a time, `start`
   * of a list). `display` is a {@link DomDisplay}.
   */
  Open = 0,
  /** The innermost open element ends. */
  Close = 1,
  /**
   * A text node: `Text, length` in UTF-16 units. Its characters are the next ones of `text`, where
   * each node's characters are followed by one U+0000 (a U+0000 of the page becomes U+FFFD first).
   */
  Text = 2,
  /** Page metadata: `Meta, key, value`, both in the string table; for `<title>`, `<meta>`, canonical link. */
  Meta = 3,
}

/** How the browser lays an element out; `Auto` where there is no layout (a parsed document). */
export enum DomDisplay {
  Auto = 0,
  Block = 1,
  Inline = 2,
  /** Not shown: it and all it holds are left out. */
  None = 3,
}

/** Block kinds, in the order of `BlockKind` in `src/article/block.rs`. */
export const BLOCK_KINDS = [
  "paragraph",
  "heading",
  "list_item",
  "caption",
  "quotation",
  "table_cell",
  "preformatted",
  "control",
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export const INLINE_KINDS = ["link", "emphasis", "strong", "code", "time"] as const;

export const CATEGORIES = [
  "appeal",
  "signup",
  "advertisement",
  "caption",
  "credit",
  "byline",
  "dateline",
  "timestamp",
  "masthead",
  "section",
  "read_more",
  "related",
  "share",
  "comments",
  "navigation",
  "legal",
  "correction",
  "label",
  "duplicate",
  "other",
] as const;
export type Category = (typeof CATEGORIES)[number];

export const MARK_KINDS = ["boilerplate", "quote", "attribution"] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** `suggested`: nobody has decided. `orphaned`: decided, but its words are not in this text. */
export const MARK_STATES = ["suggested", "accepted", "rejected", "corrected", "added", "orphaned"] as const;
export type MarkState = (typeof MARK_STATES)[number];

/** Parts of a mark; boilerplate and quotes have only `whole`. */
export const PARTS = ["whole", "source", "cue", "content"] as const;
export type Part = (typeof PARTS)[number];

export type QuoteKind = "direct" | "mixed" | "scare";
export type AttributionType = "direct" | "mixed" | "indirect";
export const STANCES = ["asserted", "negated", "refused", "conditional", "question"] as const;
export type Stance = (typeof STANCES)[number];
/** `[start, end)` in UTF-16 code units of the article's text. */
export type Range16 = [start: number, end: number];

export interface CoreArticle {
  free(): void;
  readonly text: string;
  /** Six numbers a block: start, end, kind, level, ordered (0 or 1), link density in thousandths. */
  blocks(): Uint32Array;
  /** Four numbers a stretch of links or emphasis: start, end, kind, index into `addresses()`. */
  inlines(): Uint32Array;
  /** Link addresses as the page wrote them: untrusted. */
  addresses(): string[];
  /**
   * Where the text came from, sorted by the first: article start, text node (its number in the
   * stream), start in that node, length. White space that the reader made belongs to no node.
   */
  segments(): Uint32Array;
  metadata(): {
    title: string | null;
    byline: string | null;
    published: string | null;
    site: string | null;
    url: string | null;
  };
}

export interface CoreArticleStatic {
  fromText(text: string): CoreArticle;
  /** `names` is the string table, its entries joined by U+0000, the first one empty. Throws on a malformed stream. */
  fromDom(ops: Uint32Array, text: string, names: string): CoreArticle;
}

/** An article under analysis; lives where the analysis runs (a worker). */
export interface CoreDocument {
  free(): void;
  readonly version: number;
  /** Replaces `[start, end)` of a plain text article; returns the new version; throws if `version` is not the current one. */
  applyEdit(version: number, start: number, end: number, text: string): number;
  /** Runs what has not been run; the result as numbers, for {@link CoreReview.propose} and `toObject`. */
  analyze(): CoreEncodedAnalysis;
}

/** An analysis that can be posted to another thread. */
export interface CoreEncodedAnalysis {
  version: number;
  /** BCP 47 tag, or empty where unknown. */
  language: string;
  numbers: Uint32Array;
  names: string[];
}

/** What `ascribe.analyze()` gives: the command line's JSON shape, offsets in UTF-16. */
export interface AnalysisObject {
  language: string | null;
  blocks: {
    span: Range16;
    kind: BlockKind;
    role: "content" | "boilerplate";
    category: Category | null;
    confidence: number;
  }[];
  sentences: Range16[];
  boilerplate: { span: Range16; category: Category; confidence: number }[];
  quotes: {
    spans: Range16[];
    kind: QuoteKind;
    attribution: number | null;
    in_boilerplate: boolean;
    confidence: number;
  }[];
  attributions: {
    type: AttributionType;
    content: Range16[];
    cue: Range16[];
    source: Range16[];
    speaker: number | null;
    stance: Stance;
    parent: number | null;
    confidence: { attribution: number; source: number; content: number };
  }[];
  speakers: { name: string; mentions: Range16[]; speaks_for: number | null }[];
}

/** A mark as events carry it: everything about it, with the selectors that find its words again. */
export interface MarkBody {
  kind: MarkKind;
  /** Boilerplate only. */
  category?: Category;
  /** Quotes only. */
  quote_kind?: QuoteKind;
  /** Attributions only. */
  type?: AttributionType;
  stance?: Stance;
  speaker?: string | null;
  confidence: number;
  /** Every stretch of the mark, in text order within a part. */
  targets: Target[];
}
export interface Target {
  part: Part;
  /** W3C TextPositionSelector: Unicode code points. */
  position: Range16;
  /** W3C TextQuoteSelector. */
  exact: string;
  prefix: string;
  suffix: string;
}

export type VerdictAction = "accept" | "reject" | "correct" | "add" | "undo" | "redo";

/** An immutable verdict event (design.md, "Verdict events"). */
export interface VerdictEvent {
  v: 1;
  /** Derived from all the rest. */
  id: string;
  article: string;
  /** Hybrid logical clock: milliseconds, then a counter for events of the same millisecond. */
  clock: [number, number];
  actor: string;
  /** ISO 8601, for people to read. */
  at: string;
  engine: string;
  group?: string;
  action: VerdictAction;
  /** Id of the mark. */
  annotation: string;
  /** The event that an undo or redo is about. */
  target?: string;
  /**
   * For a decision about an attribution: the block it is about as it was then (position in code points, as selectors
   * count), for adapting weights without the article.
   */
  window?: { position: Range16; kind: BlockKind; text: string };
  before: MarkBody | null;
  after: MarkBody | null;
}

/** What a person changes about a mark; what is left out stays. */
export interface Change {
  category?: Category;
  quote_kind?: QuoteKind;
  type?: AttributionType;
  stance?: Stance;
  /** New stretches of a part, replacing all it had; UTF-16. An empty list clears the part. */
  whole?: Range16[];
  source?: Range16[];
  cue?: Range16[];
  content?: Range16[];
}

/** A mark that a person adds: kind and its parts are required (`whole`, or `content` for an attribution). */
export type NewMark = Change & { kind: MarkKind };

/** A mark as the card and the list show it. */
export interface MarkDetail {
  id: string;
  kind: MarkKind;
  state: MarkState;
  category: Category | null;
  quote_kind: QuoteKind | null;
  type: AttributionType | null;
  stance: Stance | null;
  /** Name of the speaker, resolved over the whole article; null where there is none. */
  speaker: string | null;
  /** Of a quote: id of the attribution that says who speaks, if it is a mark of the review. */
  attribution: string | null;
  confidence: number;
  /** Ranges by part; parts it does not have are empty. */
  whole: Range16[];
  source: Range16[];
  cue: Range16[];
  content: Range16[];
  /** The words of the mark (of its content for an attribution), as they stand in the text, or as last seen for an orphan. */
  excerpt: string;
  actor: string | null;
}

export interface Progress {
  total: number;
  /** Marks that nobody has decided. */
  open: number;
  accepted: number;
  rejected: number;
  corrected: number;
  added: number;
  orphaned: number;
}

/** Outcome of reading events in. */
export interface LoadReport {
  added: number;
  known: number;
  /** Events that were refused, by their index, with the reason. */
  invalid: { index: number; reason: string }[];
}

/** The review of one article: an event log and its fold. Lives on the main thread. */
export interface CoreReview {
  free(): void;
  /** Replaces the engine's proposals; verdicts stay. Throws if `numbers` is malformed. */
  propose(numbers: Uint32Array, names: string[]): void;
  /**
   * Adds events to the log; sending one twice is harmless. What this version does not understand is kept and comes out
   * of `log()` unchanged; what is malformed, changed or about another article is refused.
   */
  load(events: unknown[]): LoadReport;
  /** All events, in their order. */
  log(): VerdictEvent[];
  /** `now` is milliseconds since 1970. Each returns the event to store. Throws on an unknown id or a change that makes no sense. */
  accept(id: string, now: number): VerdictEvent;
  reject(id: string, now: number): VerdictEvent;
  correct(id: string, change: Change, now: number): VerdictEvent;
  /** `random` is the new mark's id. */
  add(mark: NewMark, random: string, now: number): VerdictEvent;
  /** Undefined where there is nothing to undo or redo. */
  undo(now: number): VerdictEvent | undefined;
  redo(now: number): VerdictEvent | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Ids of all marks in reading order (orphans last); indexes of `marks()` count in it. */
  ids(): string[];
  /**
   * What to draw, in reading order: for each mark with words in the text: index into `ids()`, kind, state, confidence in
   * thousandths, number of ranges, then three numbers a range: part, start, end.
   */
  marks(): Uint32Array;
  mark(id: string): MarkDetail | undefined;
  /**
   * Why the engine proposes an attribution, for `decodeExplanation`; empty where it does not, and for other kinds. The
   * first call analyses the article here, with this instance's weights.
   */
  explain(id: string): Uint32Array;
  /** Ids of the marks at an offset, smallest first. */
  hit(offset: number): string[];
  progress(): Progress;
  /** The log, one JSON object a line. */
  exportNdjson(): string;
  /** The content alone (rejected furniture stays, accepted and suggested furniture goes). */
  cleanText(): string;
}

export interface CoreModule {
  version(): string;
  /**
   * Documents made from now on find attributions with the weights of this file (the format of `models/attribution.bin`).
   * Throws, and changes nothing, if it is not one that this engine can use.
   */
  setModel(bytes: Uint8Array): void;
  /** Names the weights in use: `builtin-` or `custom-`, and the checksum of their file. */
  modelName(): string;
  Article: CoreArticleStatic;
  Document: new (article: CoreArticle) => CoreDocument;
  Review: new (article: CoreArticle, key: string, actor: string) => CoreReview;
  /** Decodes an analysis of `article`; `language` is {@link CoreEncodedAnalysis.language}, which the numbers leave out. */
  toObject(article: CoreArticle, numbers: Uint32Array, names: string[], language?: string): AnalysisObject;
}
