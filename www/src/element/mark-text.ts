/** What the list and the card say about a mark. */
import type { MarkDetail, MarkState, Range16 } from "../core.js";
import type { Messages } from "../messages.js";
import type { ReviewSession } from "../session.js";
import type { IconName } from "./dom.js";

/** The words of stretches, pieces parted by an ellipsis, on one line. */
export function wordsOf(text: string, ranges: readonly Range16[]): string {
  return ranges
    .map(([start, end]) => text.slice(start, end))
    .join(" … ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The subkind in words: category, kind of quote, or who says it. */
export function detailOf(mark: MarkDetail, messages: Messages): string {
  if (mark.category) return messages.categories[mark.category];
  if (mark.quote_kind) return messages.quoteKinds[mark.quote_kind];
  return mark.speaker ?? "";
}

/** Who says a mark's words, where that is known. */
export function speakerOf(session: ReviewSession, mark: MarkDetail): string | null {
  if (mark.speaker !== null || mark.attribution === null) return mark.speaker;
  return session.mark(mark.attribution)?.speaker ?? null;
}

/** An engine's mark has a confidence worth showing; a person's is certain. */
export function confidenceOf(mark: MarkDetail, messages: Messages): string {
  return mark.state === "suggested" ? messages.percent(mark.confidence) : "";
}

export const STATE_ICONS: Readonly<Record<MarkState, IconName>> = {
  suggested: "open",
  accepted: "accept",
  rejected: "reject",
  corrected: "correct",
  added: "add",
  orphaned: "lost",
};
