/**
 * The marks of a review as plain objects, decoded from the numbers that cross the boundary.
 */
import { MARK_KINDS, MARK_STATES, type MarkKind, type MarkState, PARTS, type Part } from "./core.js";

/** A stretch of a mark, in UTF-16 units of the article's text. */
export interface MarkRange {
  part: Part;
  start: number;
  end: number;
}

export interface Mark {
  id: string;
  kind: MarkKind;
  state: MarkState;
  /** From 0 to 1. */
  confidence: number;
  /** In text order; empty for an orphan, whose words are not in this text. */
  ranges: MarkRange[];
}

/**
 * Decodes `marks()` of a review. Marks that it leaves out (orphans) follow at the end, without
 * ranges; `kindOf` is asked for their kinds. Linear in the numbers.
 */
export function decodeMarks(
  numbers: Uint32Array,
  ids: readonly string[],
  kindOf: (id: string) => MarkKind | undefined,
): Mark[] {
  const marks: Mark[] = [];
  const seen = new Set<string>();
  let at = 0;
  const next = () => numbers[at++] ?? 0;
  while (at < numbers.length) {
    const id = ids[next()] ?? "";
    const kind = MARK_KINDS[next()] ?? "boilerplate";
    const state = MARK_STATES[next()] ?? "suggested";
    const confidence = next() / 1000;
    const ranges: MarkRange[] = [];
    for (let left = next(); left > 0; left--) {
      ranges.push({ part: PARTS[next()] ?? "whole", start: next(), end: next() });
    }
    seen.add(id);
    marks.push({ id, kind, state, confidence, ranges });
  }
  for (const id of ids) {
    if (seen.has(id)) continue;
    marks.push({ id, kind: kindOf(id) ?? "boilerplate", state: "orphaned", confidence: 0, ranges: [] });
  }
  return marks;
}

/** Where a mark's own words begin: its content or whole, else its first stretch. */
export function headOf(mark: Mark): MarkRange | undefined {
  return mark.ranges.find((range) => range.part === "whole" || range.part === "content") ?? mark.ranges[0];
}

/** True where nobody has decided yet. */
export function isOpen(mark: { state: MarkState }): boolean {
  return mark.state === "suggested";
}
