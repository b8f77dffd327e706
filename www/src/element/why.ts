/** Why the engine proposes a claim: a disclosure whose contents are worked out when it is opened. */
import type { MarkDetail } from "../core.js";
import type { Evidence, Explanation } from "../explanation.js";
import type { Messages } from "../messages.js";
import type { ReviewSession } from "../session.js";
import { h } from "./dom.js";
import { wordsOf } from "./mark-text.js";

/** Whether disclosures are open, kept from card to card. */
export interface WhyState {
  isOpen: boolean;
}

/** Reasons shown of each sort, at most. */
const MOST = 3;
/** Least weight of one that is shown. */
const LEAST = 0.2;

/** The disclosure for an attribution. */
export function whyOf(session: ReviewSession, mark: MarkDetail, messages: Messages, state: WhyState): HTMLElement {
  const answer = h("div", { class: "why-answer" });
  const fill = () => {
    if (state.isOpen && !answer.hasChildNodes()) answer.append(...contents(session, mark, messages));
  };
  const details = h(
    "details",
    {
      class: "why",
      open: state.isOpen,
      ontoggle: () => {
        state.isOpen = details.open;
        fill();
      },
    },
    h("summary", { part: "why" }, messages.why.title),
    answer,
  );
  fill();
  return details;
}

function contents(session: ReviewSession, mark: MarkDetail, messages: Messages): HTMLElement[] {
  const { why } = messages;
  if (mark.state === "added") return [h("p", {}, why.added)];
  const found = session.explain(mark.id);
  if (!found) return [h("p", {}, why.notProposed)];
  const parts: (HTMLElement | false)[] = [
    mark.state === "corrected" && h("p", {}, why.corrected),
    h("p", {}, sentences(session, mark, messages, found)),
    reasons(why.speaksFor, found.whole, 1, messages),
    reasons(why.speaksAgainst, found.whole, -1, messages),
    reasons(why.forCue, found.cue, 1, messages),
  ];
  return parts.filter((part) => part !== false);
}

function sentences(session: ReviewSession, mark: MarkDetail, messages: Messages, found: Explanation): string {
  const { why, percent } = messages;
  return [
    why.deciders[found.decider],
    found.madeWhole && why.madeWhole,
    found.overBlocks && why.overBlocks,
    found.cueProbability !== null && why.cue(wordsOf(session.text, mark.cue), percent(found.cueProbability)),
    why.certainty(percent(found.source), percent(found.content)),
    `${messages.editor.stance}: ${messages.stances[found.stance]}.`,
  ]
    .filter((sentence) => sentence !== false)
    .join(" ");
}

/** The weightiest reasons of one sign with a heading; false where there are none. */
function reasons(heading: string, evidence: Evidence[], sign: 1 | -1, messages: Messages): HTMLElement | false {
  const shown = evidence.filter(({ weight }) => weight * sign >= LEAST).slice(0, MOST);
  if (shown.length === 0) return false;
  const { why } = messages;
  const rows = shown.map(({ reason, weight }) =>
    h("li", {}, h("span", {}, why.reasons[reason]), h("span", { class: "figure" }, why.weight(weight))),
  );
  return h("section", {}, h("h4", {}, heading), h("ul", {}, ...rows));
}
