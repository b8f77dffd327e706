/** Why the engine proposes an attribution, decoded from the numbers that cross the boundary. */
import { STANCES, type Stance } from "./core.js";

/** What decided that an attribution is there, in the order of `Decider` in `src/model/why.rs`. */
export const DECIDERS = [
  "weights",
  "nested",
  "quotation",
  "beside",
  "continued",
  "colon",
  "according",
  "reporting",
  "headline",
  "turn",
  "hearsay",
] as const;
export type Decider = (typeof DECIDERS)[number];

/** What a piece of evidence looks at, in the order of `Reason` in `src/model/why.rs`. */
export const REASONS = [
  "usual",
  "cue",
  "cue_found",
  "around",
  "subject",
  "behind",
  "source",
  "content",
  "boundaries",
  "order",
  "quotation",
  "edges",
  "place",
  "rivals",
] as const;
export type Reason = (typeof REASONS)[number];

/** A part of a score (log-odds): positive speaks for, negative against. */
export interface Evidence {
  reason: Reason;
  weight: number;
}

export interface Explanation {
  decider: Decider;
  /** A quotation was given to it whole of which the weights had read a part or nothing. */
  madeWhole: boolean;
  /** It has content from other blocks. */
  overBlocks: boolean;
  /** As the engine has it. */
  stance: Stance;
  /** How sure source and content are, from 0 to 1. */
  source: number;
  content: number;
  /** How likely its cue is one before source and content are known; null where a rule read it. */
  cueProbability: number | null;
  /** What spoke for its cue, weightiest first; empty where a rule read it. */
  cue: Evidence[];
  /** The parts of the score by which the weights decided, weightiest first. */
  whole: Evidence[];
}

/** Decodes `explain()` of a review; undefined where there is no explanation. */
export function decodeExplanation(numbers: Uint32Array): Explanation | undefined {
  if (numbers.length === 0) return undefined;
  const [decider = 0, madeWhole, overBlocks, stance = 0, source = 0, content = 0, cue = 0, cueReasons = 0] = numbers;
  const evidence: Evidence[] = [];
  for (let at = 8; at < numbers.length; at += 2) {
    // Weights are signed.
    evidence.push({ reason: REASONS[numbers[at] ?? 0] ?? "usual", weight: ((numbers[at + 1] ?? 0) | 0) / 1000 });
  }
  return {
    decider: DECIDERS[decider] ?? "weights",
    madeWhole: madeWhole === 1,
    overBlocks: overBlocks === 1,
    stance: STANCES[stance] ?? "asserted",
    source: source / 1000,
    content: content / 1000,
    cueProbability: cue > 1000 ? null : cue / 1000,
    cue: evidence.slice(0, cueReasons),
    whole: evidence.slice(cueReasons),
  };
}
