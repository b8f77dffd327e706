import { describe, expect, test } from "vitest";
import { step } from "./steps.js";

const text = "She said: “It’s 👩‍👩‍👧 here.”";

describe("by word", () => {
  test("a start goes to where words and marks begin", () => {
    const stops = [];
    for (let at = 0, next = -1; ; at = next) {
      next = step(text, at, "start", "word", true);
      if (next === at) break;
      stops.push(text.slice(next));
    }
    expect(stops).toContain("said: “It’s 👩‍👩‍👧 here.”");
    expect(stops).toContain("“It’s 👩‍👩‍👧 here.”");
    expect(stops).toContain("It’s 👩‍👩‍👧 here.”");
    expect(stops).toContain("”");
    expect(stops.every((rest) => !rest.startsWith(" "))).toBe(true);
  });

  test("an end goes to where they end, and back again", () => {
    const end = text.indexOf("here") + 4;
    const forward = step(text, end, "end", "word", true);
    expect(text.slice(0, forward).endsWith("here.")).toBe(true);
    expect(step(text, forward, "end", "word", false)).toBe(end);
  });

  test("nothing moves beyond the text", () => {
    expect(step(text, 0, "start", "word", false)).toBe(0);
    expect(step(text, text.length, "end", "word", true)).toBe(text.length);
    expect(step("", 0, "end", "word", true)).toBe(0);
  });
});

test("by character, what a reader sees as one is never cut", () => {
  const family = text.indexOf("👩");
  const after = step(text, family, "end", "character", true);
  expect(text.slice(family, after)).toBe("👩‍👩‍👧");
  expect(step(text, after, "start", "character", false)).toBe(family);
});

test("a long text is looked at only around the offset", () => {
  const long = "word ".repeat(200_000);
  expect(step(long, 500_000, "start", "word", true)).toBe(500_005);
});
