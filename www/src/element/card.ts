/** The card of the selected mark: what it is, who says it, and the verdicts on it. */
import type { MarkDetail, Part, Range16 } from "../core.js";
import type { Messages } from "../messages.js";
import type { ReviewSession } from "../session.js";
import { h, icon } from "./dom.js";
import { confidenceOf, STATE_ICONS, speakerOf, wordsOf } from "./mark-text.js";
import { type WhyState, whyOf } from "./why.js";

export interface CardActions {
  accept(): void;
  reject(): void;
  correct(): void;
  show(id: string): void;
  why: WhyState;
}

/** The card's contents for a mark. */
export function markCard(
  session: ReviewSession,
  mark: MarkDetail,
  messages: Messages,
  actions: CardActions,
): HTMLElement {
  const confidence = confidenceOf(mark, messages);
  const isOrphan = mark.state === "orphaned";
  return h(
    "div",
    { class: "mark", "data-kind": mark.kind, "data-state": mark.state },
    h(
      "header",
      { class: "mark-head" },
      h("h3", {}, h("span", { class: "swatch" }), messages.kinds[mark.kind]),
      h("span", { class: "chip" }, icon(STATE_ICONS[mark.state]), messages.states[mark.state]),
      confidence && h("span", { class: "figure" }, confidence),
    ),
    isOrphan && h("p", { class: "note" }, messages.orphan),
    facts(session, mark, messages, actions),
    h(
      "div",
      { class: "actions" },
      verdictButton("accept", "a", messages.actions.accept, actions.accept, mark.state === "accepted"),
      verdictButton("reject", "r", messages.actions.reject, actions.reject, mark.state === "rejected"),
      !isOrphan && verdictButton("correct", "e", messages.actions.correct, actions.correct, false),
    ),
    // Last, so that the verdicts stay where they are when it opens.
    mark.kind === "attribution" && !isOrphan && whyOf(session, mark, messages, actions.why),
  );
}

function facts(session: ReviewSession, mark: MarkDetail, messages: Messages, actions: CardActions): HTMLElement {
  const list = h("dl", { class: "facts" });
  const add = (name: string, value: Node | string, kind = "") =>
    list.append(h("div", { class: kind ? `fact ${kind}` : "fact" }, h("dt", {}, name), h("dd", {}, value)));
  const words = (part: Part, ranges: readonly Range16[]) =>
    add(messages.parts[part], ranges.length > 0 ? wordsOf(session.text, ranges) : messages.noWords, `words ${part}`);

  if (mark.kind !== "attribution") {
    const text = mark.whole.length > 0 ? wordsOf(session.text, mark.whole) : mark.excerpt;
    list.append(
      h("div", { class: "fact words whole" }, h("dt", { class: "hidden" }, messages.parts.whole), h("dd", {}, text)),
    );
  } else {
    if (mark.source.length > 0) words("source", mark.source);
    else add(messages.parts.source, h("em", { class: "flag" }, messages.noSource), "words source");
    if (mark.cue.length > 0) words("cue", mark.cue);
    if (mark.content.length > 0) words("content", mark.content);
    else add(messages.parts.content, mark.excerpt, "words content");
  }
  const speaker = speakerOf(session, mark);
  if (speaker !== null) add(messages.speaker, speaker);
  if (mark.category) add(messages.editor.category, messages.categories[mark.category]);
  if (mark.quote_kind) add(messages.editor.quoteKind, messages.quoteKinds[mark.quote_kind]);
  if (mark.type) {
    const stance = mark.stance && mark.stance !== "asserted" ? `, ${messages.stances[mark.stance]}` : "";
    add(messages.editor.type, messages.types[mark.type] + stance);
  }
  const claim = mark.attribution;
  if (claim !== null) {
    list.append(
      h(
        "div",
        { class: "fact" },
        h(
          "dd",
          {},
          h("button", { type: "button", class: "link", onclick: () => actions.show(claim) }, messages.showClaim),
        ),
      ),
    );
  }
  return list;
}

function verdictButton(
  name: "accept" | "reject" | "correct",
  key: string,
  label: string,
  act: () => void,
  isDone: boolean,
): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      part: `button ${name}`,
      class: `verdict ${name}`,
      "aria-pressed": isDone ? "true" : undefined,
      "aria-keyshortcuts": key,
      onclick: act,
    },
    icon(name),
    label,
    h("kbd", { "aria-hidden": "true" }, key),
  );
}
