/** Ascribe as its worker runs it: all stages, the result as numbers, which is what the page draws from. */
import { analyzeSource } from "../../../www/src/analyze.js";
import type { CoreEncodedAnalysis } from "../../../www/src/core.js";
import { loadEngine } from "../../../www/src/engine.js";
import type { Load } from "./subject.js";

export const load: Load = async (wasm) => {
  const { core } = await loadEngine(wasm);
  return (text) => {
    const result = analyzeSource(core, { kind: "text", text }, "encoded") as CoreEncodedAnalysis;
    return result.numbers.length;
  };
};
