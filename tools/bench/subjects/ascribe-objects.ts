/** Ascribe as `ascribe.analyze(text)` gives it: all stages, every mark as a JavaScript object. */
import { analyzeSource } from "../../../www/src/analyze.js";
import type { AnalysisObject } from "../../../www/src/core.js";
import { loadEngine } from "../../../www/src/engine.js";
import type { Load } from "./subject.js";

export const load: Load = async (wasm) => {
  const { core } = await loadEngine(wasm);
  return (text) => {
    const result = analyzeSource(core, { kind: "text", text }, "object") as AnalysisObject;
    return result.attributions.length;
  };
};
