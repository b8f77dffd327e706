/** The next place an end of a mark can go to, by word or by character as a reader sees them. */

export type StepUnit = "word" | "character";
export type Edge = "start" | "end";

/** How far around an offset is looked at: longer than any word. UTF-16 units. */
const WINDOW = 400;

/**
 * Where `edge`, which is at `offset`, goes to when moved by one unit; `offset` itself at the
 * text's ends. By word, a start goes to where words or punctuation begin, an end to where they end.
 */
export function step(text: string, offset: number, edge: Edge, unit: StepUnit, forward: boolean): number {
  const from = Math.max(0, offset - WINDOW);
  const stops: number[] = [];
  const segmenter = new Intl.Segmenter(undefined, { granularity: unit === "word" ? "word" : "grapheme" });
  for (const { segment, index } of segmenter.segment(text.slice(from, offset + WINDOW))) {
    if (unit === "word" && segment.trim() === "") continue;
    stops.push(from + index + (edge === "end" ? segment.length : 0));
  }
  const next = forward ? stops.find((stop) => stop > offset) : stops.findLast((stop) => stop < offset);
  return next ?? offset;
}
