import { expect, test } from "vitest";
import { decodeExplanation } from "./explanation.js";

test("an explanation is decoded, its weights with their signs", () => {
  const negative = -250 >>> 0;
  const numbers = new Uint32Array([2, 1, 0, 1, 980, 941, 990, 1, 3, 1400, 8, 1680, 13, negative]);
  expect(decodeExplanation(numbers)).toEqual({
    decider: "quotation",
    madeWhole: true,
    overBlocks: false,
    stance: "negated",
    source: 0.98,
    content: 0.941,
    cueProbability: 0.99,
    cue: [{ reason: "around", weight: 1.4 }],
    whole: [
      { reason: "boundaries", weight: 1.68 },
      { reason: "rivals", weight: -0.25 },
    ],
  });
});

test("a rule that read the cue itself has no weights, and a mark that is not the engine's no explanation", () => {
  const found = decodeExplanation(new Uint32Array([10, 0, 0, 0, 860, 753, 0xffffffff, 0]));
  expect(found).toMatchObject({ decider: "hearsay", cueProbability: null, cue: [], whole: [] });
  expect(decodeExplanation(new Uint32Array())).toBeUndefined();
});
