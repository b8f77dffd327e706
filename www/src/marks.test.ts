import { expect, test } from "vitest";
import { decodeMarks, headOf } from "./marks.js";

test("numbers become marks; ids without numbers are orphans", () => {
  const numbers = Uint32Array.from([
    // the third id: an attribution, accepted, 0.875, with source, cue and content
    2, 2, 1, 875, 3, 1, 10, 15, 2, 16, 20, 3, 21, 40,
    // the first id: boilerplate, suggested, 1, whole
    0, 0, 0, 1000, 1, 0, 50, 60,
  ]);
  const marks = decodeMarks(numbers, ["a", "b", "c"], () => "quote");
  expect(marks.map(({ id, kind, state, confidence }) => ({ id, kind, state, confidence }))).toEqual([
    { id: "c", kind: "attribution", state: "accepted", confidence: 0.875 },
    { id: "a", kind: "boilerplate", state: "suggested", confidence: 1 },
    { id: "b", kind: "quote", state: "orphaned", confidence: 0 },
  ]);
  expect(marks[0]?.ranges.map(({ part }) => part)).toEqual(["source", "cue", "content"]);
  expect(marks[0] && headOf(marks[0])).toEqual({ part: "content", start: 21, end: 40 });
  expect(decodeMarks(new Uint32Array(), [], () => undefined)).toEqual([]);
});
