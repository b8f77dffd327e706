/**
 * The form that corrects a mark or makes a new one: its kind, its subkind, and the bounds of its
 * parts, moved here by keyboard or taken from what is selected in the article.
 */
import {
  CATEGORIES,
  type Change,
  MARK_KINDS,
  type MarkDetail,
  type MarkKind,
  type NewMark,
  type Part,
  type Range16,
} from "../core.js";
import type { Mark } from "../marks.js";
import type { Messages } from "../messages.js";
import type { ReviewSession } from "../session.js";
import { type Edge, type StepUnit, step } from "../steps.js";
import { h, icon } from "./dom.js";
import { wordsOf } from "./mark-text.js";

/** What the form holds: a whole mark, whichever fields its kind uses. */
export interface Draft {
  kind: MarkKind;
  category: NonNullable<Change["category"]>;
  quote_kind: NonNullable<Change["quote_kind"]>;
  type: NonNullable<Change["type"]>;
  stance: NonNullable<Change["stance"]>;
  parts: Record<Part, Range16[]>;
}

export interface EditorActions {
  save(draft: Draft): void;
  cancel(): void;
  say(message: string): void;
  /** What was last selected in the article. */
  selection(): Range16 | undefined;
}

const PARTS_OF: Readonly<Record<MarkKind, readonly Part[]>> = {
  boilerplate: ["whole"],
  quote: ["whole"],
  attribution: ["source", "cue", "content"],
};

export function draftOf(mark: MarkDetail): Draft {
  return {
    kind: mark.kind,
    category: mark.category ?? "other",
    quote_kind: mark.quote_kind ?? "direct",
    type: mark.type ?? "indirect",
    stance: mark.stance ?? "asserted",
    parts: { whole: mark.whole, source: mark.source, cue: mark.cue, content: mark.content },
  };
}

export function newDraft(kind: MarkKind, range: Range16): Draft {
  const main = kind === "attribution" ? "content" : "whole";
  return {
    kind,
    category: "other",
    quote_kind: "direct",
    type: "indirect",
    stance: "asserted",
    parts: { whole: [], source: [], cue: [], content: [], [main]: [range] },
  };
}

/** The fields that a mark of the draft's kind has. */
export function newMarkOf(draft: Draft): NewMark {
  const { kind, parts } = draft;
  if (kind === "boilerplate") return { kind, category: draft.category, whole: parts.whole };
  if (kind === "quote") return { kind, quote_kind: draft.quote_kind, whole: parts.whole };
  const { source, cue, content } = parts;
  return { kind, type: draft.type, stance: draft.stance, source, cue, content };
}

/** What of a draft differs from the mark it was made of; undefined where nothing does. */
export function changeOf(draft: Draft, mark: MarkDetail): Change | undefined {
  const before = new Map<string, unknown>(Object.entries(newMarkOf(draftOf(mark))));
  const changed = Object.entries(newMarkOf(draft)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before.get(field)),
  );
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

export class MarkEditor {
  readonly element: HTMLFormElement;
  readonly #session: ReviewSession;
  readonly #messages: Messages;
  readonly #actions: EditorActions;
  readonly #fields = h("div", { class: "fields" });
  readonly #bounds = h("div", { class: "bounds" });
  readonly #error = h("p", { class: "error", role: "alert", hidden: true });
  #draft: Draft;
  #unit: StepUnit = "word";

  constructor(session: ReviewSession, messages: Messages, draft: Draft, isNew: boolean, actions: EditorActions) {
    this.#session = session;
    this.#messages = messages;
    this.#actions = actions;
    this.#draft = structuredClone(draft);
    const { editor } = messages;
    this.element = h(
      "form",
      {
        class: "editor",
        "aria-label": isNew ? editor.addTitle : editor.correctTitle,
        onsubmit: (event: Event) => {
          event.preventDefault();
          actions.save(this.#draft);
        },
        onkeydown: (event: KeyboardEvent) => this.#key(event),
      },
      h("h3", {}, isNew ? editor.addTitle : editor.correctTitle),
      h("p", { class: "hint" }, editor.hint),
      this.#fields,
      this.#bounds,
      this.#error,
      h(
        "div",
        { class: "actions" },
        h(
          "button",
          { type: "submit", class: "verdict accept" },
          icon("accept"),
          editor.save,
          h("kbd", { "aria-hidden": "true" }, "↵"),
        ),
        h(
          "button",
          { type: "button", class: "verdict", onclick: () => actions.cancel() },
          editor.cancel,
          h("kbd", { "aria-hidden": "true" }, "Esc"),
        ),
      ),
    );
    this.#drawFields();
    this.#drawBounds();
  }

  /** Parts that selected words can be used as. */
  get parts(): readonly Part[] {
    return PARTS_OF[this.#draft.kind];
  }

  focus(): void {
    this.element.querySelector("select")?.focus();
  }

  /** Says why it could not be saved. */
  fail(reason: string): void {
    this.#error.textContent = reason;
    this.#error.hidden = false;
  }

  /** Makes the selected words a part, or one more piece of it. */
  useSelection(part: Part, isMore: boolean): void {
    const range = this.#actions.selection();
    if (!range) {
      this.#actions.say(this.#messages.said.selectWordsFirst);
      return;
    }
    const ranges = isMore ? [...this.#draft.parts[part], range].sort((a, b) => a[0] - b[0]) : [range];
    this.#set(part, ranges);
  }

  #set(part: Part, ranges: Range16[]): void {
    this.#draft.parts[part] = ranges;
    this.#error.hidden = true;
    this.#refreshPart(part);
    this.#show();
  }

  /** Draws the draft in the article. */
  #show(): void {
    const ranges: Mark["ranges"] = this.parts.flatMap((part) =>
      this.#draft.parts[part].map(([start, end]) => ({ part, start, end })),
    );
    this.#session.draft({ kind: this.#draft.kind, ranges });
  }

  #drawFields(): void {
    const { kinds, categories, quoteKinds, types, stances, editor } = this.#messages;
    const draft = this.#draft;
    const fields = [select(editor.kind, MARK_KINDS, kinds, draft.kind, (kind) => this.#changeKind(kind))];
    if (draft.kind === "boilerplate") {
      fields.push(select(editor.category, CATEGORIES, categories, draft.category, (value) => (draft.category = value)));
    } else if (draft.kind === "quote") {
      fields.push(
        select(editor.quoteKind, keys(quoteKinds), quoteKinds, draft.quote_kind, (value) => (draft.quote_kind = value)),
      );
    } else {
      fields.push(select(editor.type, keys(types), types, draft.type, (value) => (draft.type = value)));
      fields.push(select(editor.stance, keys(stances), stances, draft.stance, (value) => (draft.stance = value)));
    }
    const units = { word: editor.word, character: editor.character };
    fields.push(select(editor.unit, keys(units), units, this.#unit, (unit) => (this.#unit = unit)));
    this.#fields.replaceChildren(...fields);
  }

  #changeKind(kind: MarkKind): void {
    const { parts } = this.#draft;
    const words = this.#draft.kind === "attribution" ? parts.content : parts.whole;
    if (kind === "attribution") parts.content = words;
    else parts.whole = words;
    this.#draft.kind = kind;
    this.#drawFields();
    this.#drawBounds();
    this.focus();
  }

  #drawBounds(): void {
    this.#bounds.replaceChildren(...this.parts.map((part) => this.#partRow(part)));
    for (const part of this.parts) this.#refreshPart(part);
    this.#show();
  }

  #partRow(part: Part): HTMLElement {
    const { editor, parts } = this.#messages;
    const name = parts[part];
    const nudge = (label: string, edge: Edge, isForward: boolean) =>
      h(
        "button",
        {
          type: "button",
          class: "square",
          "aria-label": `${name}: ${label}`,
          title: label,
          onclick: () => this.#nudge(part, edge, isForward),
        },
        icon(isForward ? "right" : "left"),
      );
    // The pointer must not take the selection away on its way to a button.
    const fromSelection = (label: string, text: string, isMore: boolean) =>
      h(
        "button",
        {
          type: "button",
          class: isMore ? "small more" : "small",
          "aria-label": label,
          onmousedown: keepSelection,
          onclick: () => this.useSelection(part, isMore),
        },
        text,
      );
    const canClear = part !== "whole" && part !== "content";
    return h(
      "div",
      { class: `part ${part}`, role: "group", "aria-label": name, "data-part": part },
      h(
        "div",
        { class: "part-head" },
        h("span", { class: "part-name" }, name),
        fromSelection(editor.use(name), editor.useShort, false),
        fromSelection(editor.also(name), editor.alsoShort, true),
        canClear &&
          h(
            "button",
            {
              type: "button",
              class: "small clear",
              "aria-label": editor.clear(name),
              onclick: () => this.#set(part, []),
            },
            editor.clearShort,
          ),
      ),
      h(
        "div",
        { class: "part-ends" },
        h(
          "span",
          { class: "ends" },
          nudge(editor.startEarlier, "start", false),
          nudge(editor.startLater, "start", true),
        ),
        h("span", { class: "part-words" }),
        h("span", { class: "ends" }, nudge(editor.endEarlier, "end", false), nudge(editor.endLater, "end", true)),
      ),
    );
  }

  #refreshPart(part: Part): void {
    const row = this.#bounds.querySelector(`[data-part="${part}"]`);
    const words = row?.querySelector(".part-words");
    const ranges = this.#draft.parts[part];
    if (!row || !words) return;
    words.textContent = ranges.length > 0 ? ends(wordsOf(this.#session.text, ranges)) : this.#messages.noWords;
    row.classList.toggle("empty", ranges.length === 0);
  }

  #nudge(part: Part, edge: Edge, isForward: boolean): void {
    const { text } = this.#session;
    const ranges = this.#draft.parts[part].map(([start, end]): Range16 => [start, end]);
    const first = ranges[0];
    const last = ranges.at(-1);
    if (!first || !last) {
      // A part that has no words begins beside the mark's others.
      const at = PARTS_OF[this.#draft.kind].flatMap((other) => this.#draft.parts[other])[0]?.[0] ?? 0;
      this.#set(part, [[at, step(text, at, "end", this.#unit, true)]]);
      return;
    }
    if (edge === "start") {
      const start = step(text, first[0], "start", this.#unit, isForward);
      if (start < first[1]) first[0] = start;
    } else {
      const end = step(text, last[1], "end", this.#unit, isForward);
      if (end > last[0]) last[1] = end;
    }
    this.#set(part, ranges);
    const shown = edge === "start" ? first : last;
    this.#session.reveal(shown[0], shown[1]);
  }

  #key(event: KeyboardEvent): void {
    // A field does not submit by Enter of itself; a button does what it says.
    const isSave = event.key === "Enter" && event.target instanceof HTMLSelectElement;
    if (!isSave && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (isSave) this.element.requestSubmit();
    else this.#actions.cancel();
  }
}

function keepSelection(event: MouseEvent): void {
  event.preventDefault();
}

/** Both ends of long words: the ends are what is being moved. */
function ends(words: string): string {
  return words.length > 96 ? `${words.slice(0, 44)} … ${words.slice(-44)}` : words;
}

function keys<K extends string>(names: Readonly<Record<K, string>>): K[] {
  return Object.keys(names) as K[];
}

function select<K extends string>(
  label: string,
  values: readonly K[],
  names: Readonly<Record<K, string>>,
  current: K,
  choose: (value: K) => void,
): HTMLElement {
  const options = values.map((value) => h("option", { value, selected: value === current }, names[value]));
  const element = h("select", { onchange: () => choose(element.value as K) }, ...options);
  return h("label", { class: "field" }, h("span", {}, label), element);
}
