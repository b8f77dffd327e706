/**
 * Every word that Ascribe's widget shows or says, in one place, so that it can be translated: pass
 * another object of this shape to the element's `messages` property.
 */
import type { AttributionType, Category, MarkKind, MarkState, Part, Progress, QuoteKind, Stance } from "./core.js";
import type { Decider, Reason } from "./explanation.js";

export interface Messages {
  kinds: Record<MarkKind, string>;
  /** Of several. */
  kindPlurals: Record<MarkKind, string>;
  states: Record<MarkState, string>;
  categories: Record<Category, string>;
  quoteKinds: Record<QuoteKind, string>;
  types: Record<AttributionType, string>;
  stances: Record<Stance, string>;
  parts: Record<Part, string>;
  percent(share: number): string;
  /** Accessible name of a row of the list. */
  row(row: { kind: string; detail: string; state: string; confidence: string; excerpt: string }): string;
  progress(progress: Progress): string;
  decided(state: string, open: number): string;
  said: {
    saved: string;
    pending: string;
    failed(count: number): string;
    undone: string;
    redone: string;
    nothingToUndo: string;
    nothingToRedo: string;
    selectWordsFirst: string;
    corrected: string;
    added: string;
    cancelled: string;
  };
  review: string;
  reading: string;
  notAnalyzed: string;
  all: string;
  openOnly: string;
  filterLabel: string;
  list: string;
  empty: string;
  emptyFilter: string;
  notPainted: string;
  card: string;
  nothingSelected: string;
  speaker: string;
  noSource: string;
  showClaim: string;
  why: {
    title: string;
    /** In place of an explanation. */
    added: string;
    notProposed: string;
    /** Before the explanation of a mark that a person corrected. */
    corrected: string;
    deciders: Record<Decider, string>;
    madeWhole: string;
    overBlocks: string;
    cue(words: string, share: string): string;
    certainty(source: string, content: string): string;
    /** Headings of the lists of reasons. */
    speaksFor: string;
    speaksAgainst: string;
    forCue: string;
    reasons: Record<Reason, string>;
    weight(weight: number): string;
  };
  orphan: string;
  noWords: string;
  undo: string;
  redo: string;
  help: string;
  close: string;
  showList: string;
  hideList: string;
  previous: string;
  next: string;
  retry: string;
  actions: { accept: string; reject: string; correct: string; add: string };
  editor: {
    correctTitle: string;
    addTitle: string;
    kind: string;
    category: string;
    quoteKind: string;
    type: string;
    stance: string;
    unit: string;
    word: string;
    character: string;
    startEarlier: string;
    startLater: string;
    endEarlier: string;
    endLater: string;
    use(part: string): string;
    useShort: string;
    also(part: string): string;
    alsoShort: string;
    clear(part: string): string;
    clearShort: string;
    save: string;
    cancel: string;
    hint: string;
  };
  toolbar: { label: string; markAs: string; useAs: string };
  keys: {
    title: string;
    rows: readonly (readonly [keys: string, meaning: string])[];
    note: string;
    linesTitle: string;
    lines: readonly (readonly [line: "dotted" | "solid" | "double" | "dashed" | "faint", meaning: string])[];
  };
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

export const ENGLISH: Messages = {
  kinds: { boilerplate: "Furniture", quote: "Quote", attribution: "Claim" },
  kindPlurals: { boilerplate: "Furniture", quote: "Quotes", attribution: "Claims" },
  states: {
    suggested: "suggested",
    accepted: "accepted",
    rejected: "rejected",
    corrected: "corrected",
    added: "added",
    orphaned: "not found in this text",
  },
  categories: {
    appeal: "appeal for support",
    signup: "sign-up prompt",
    advertisement: "advertisement",
    caption: "caption",
    credit: "credit",
    byline: "byline",
    dateline: "dateline",
    timestamp: "date and time",
    masthead: "masthead",
    section: "section",
    read_more: "“read more” link",
    related: "related links",
    share: "share prompt",
    comments: "comments",
    navigation: "navigation",
    legal: "legal notice",
    correction: "correction note",
    label: "label",
    duplicate: "repetition",
    other: "other",
  },
  quoteKinds: { direct: "direct speech", mixed: "quoted words", scare: "term or title" },
  types: { direct: "direct", mixed: "partly quoted", indirect: "indirect" },
  stances: {
    asserted: "asserted",
    negated: "denied",
    refused: "declined to say",
    conditional: "conditional",
    question: "asked",
  },
  parts: { whole: "Words", source: "Source", cue: "Cue", content: "Content" },
  percent,
  row: ({ kind, detail, state, confidence, excerpt }) =>
    `${kind}${detail ? `, ${detail}` : ""}, ${state}${confidence ? `, ${confidence}` : ""}: ${excerpt}`,
  progress: ({ total, open }) => (total === 0 ? "No marks" : `${total - open} of ${total} decided`),
  decided: (state, open) => `${state}. ${open === 0 ? "All decided." : `${open} to go.`}`,
  said: {
    saved: "Saved in this browser",
    pending: "Saving…",
    failed: (count) =>
      `${count} ${count === 1 ? "verdict is" : "verdicts are"} not saved. Kept here until this page closes.`,
    undone: "Undone",
    redone: "Done again",
    nothingToUndo: "Nothing to undo",
    nothingToRedo: "Nothing to redo",
    selectWordsFirst: "Select words in the article first",
    corrected: "Corrected",
    added: "Added",
    cancelled: "Cancelled",
  },
  review: "Review",
  reading: "Reading the article…",
  notAnalyzed: "This article could not be read",
  all: "All",
  openOnly: "Undecided only",
  filterLabel: "Show marks",
  list: "Marks in the article",
  empty: "No marks in this article. Select words in it to add one.",
  emptyFilter: "No marks of this kind.",
  notPainted: "This browser cannot paint marks in the text. This list has all of them.",
  card: "Selected mark",
  nothingSelected: "Choose a mark in the list or in the article, or select words to add one.",
  speaker: "Speaker",
  noSource: "No source named",
  showClaim: "Show the claim",
  why: {
    title: "Why?",
    added: "A person added this mark. The engine did not propose it.",
    notProposed: "The engine does not propose this mark.",
    corrected: "About what the engine proposed, before the correction:",
    deciders: {
      weights: "Learned weights chose it among the candidates around.",
      nested: "Learned weights found it inside what someone else says.",
      quotation: "A rule gave it a quotation that no other claim has; the weights alone were in doubt.",
      beside: "A rule found its source right beside the quotation.",
      continued: "A rule: a quotation without a cue goes on with the speaker before it.",
      colon: "A rule: the colon at the end announces what comes next.",
      according: "A rule: “according to” shows source and content by its shape.",
      reporting: "A rule: the clause behind the comma says who reports what stands before it.",
      headline: "A rule: one part of the headline is a speaker whom the article knows.",
      turn: "A rule: the article is an interview, and the name before the words says whose turn it is.",
      hearsay: "A rule: a word that says a thing is hearsay. Such a claim has no source.",
    },
    madeWhole: "A quotation goes whole to one claim: here the weights had read less of it.",
    overBlocks: "Its content goes on in another paragraph.",
    cue: (words, share) => `“${words}” is ${share} likely a cue here, whatever its source and content.`,
    certainty: (source, content) => `Sure of the source: ${source}, of the content: ${content}.`,
    speaksFor: "Speaks for it",
    speaksAgainst: "Speaks against it",
    forCue: "Speaks for its cue",
    reasons: {
      usual: "what holds for every candidate",
      cue: "the cue’s own words",
      cue_found: "how clearly it reads as a cue",
      around: "the words around the cue",
      subject: "who or what stands before the cue",
      behind: "a “that”, comma, colon or quotation mark behind the cue",
      source: "who the source is",
      content: "how the content begins and how long it is",
      boundaries: "how clearly source and content stand out",
      order: "the order of source, cue and content",
      quotation: "quotation marks",
      edges: "what source and content begin and end with",
      place: "the place in the sentence",
      rivals: "the other candidates around, and how its parts go together",
    },
    weight: (weight) => `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`,
  },
  orphan: "These words are not in the text as it stands. The verdict is kept.",
  noWords: "none",
  undo: "Undo",
  redo: "Redo",
  help: "Keys",
  close: "Close",
  showList: "Show list",
  hideList: "Hide list",
  previous: "Previous mark",
  next: "Next mark",
  retry: "Try again",
  actions: { accept: "Accept", reject: "Reject", correct: "Correct", add: "Add a mark" },
  editor: {
    correctTitle: "Correct this mark",
    addTitle: "New mark",
    kind: "Kind",
    category: "Category",
    quoteKind: "Form",
    type: "Type",
    stance: "Stance",
    unit: "Move by",
    word: "word",
    character: "character",
    startEarlier: "Start earlier",
    startLater: "Start later",
    endEarlier: "End earlier",
    endLater: "End later",
    use: (part) => `Use selection as ${part.toLowerCase()}`,
    useShort: "Use selection",
    also: (part) => `Add selection to ${part.toLowerCase()}`,
    alsoShort: "Add",
    clear: (part) => `Clear ${part.toLowerCase()}`,
    clearShort: "Clear",
    save: "Save",
    cancel: "Cancel",
    hint: "Select words in the article, or move the ends here.",
  },
  toolbar: { label: "Selected words", markAs: "Mark as", useAs: "Use as" },
  keys: {
    title: "Keys",
    rows: [
      ["j  ↓", "next mark"],
      ["k  ↑", "previous mark"],
      ["o", "next undecided mark"],
      ["a", "accept"],
      ["r", "reject"],
      ["e", "correct"],
      ["n", "add a mark: the selected words, or at the chosen mark"],
      ["u", "undo"],
      ["U", "redo"],
      ["?", "these keys"],
      ["Esc", "leave without a change"],
    ],
    note: "They work while the focus is in the review.",
    linesTitle: "Lines under the words",
    lines: [
      ["dotted", "suggested"],
      ["solid", "accepted"],
      ["double", "corrected"],
      ["dashed", "added by a person"],
      ["faint", "rejected (no colour)"],
    ],
  },
};
