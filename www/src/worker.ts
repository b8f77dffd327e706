/**
 * The analysis worker: an instance of the engine of its own, so that reading a long article never
 * holds up the page. A separate same-origin file, as strict content security policies ask.
 */
import { analyzeSource } from "./analyze.js";
import { type Engine, isFatal, loadEngine } from "./engine.js";
import type { FromWorker, ToWorker } from "./protocol.js";

let engine: Promise<Engine> | undefined;

// Imported on a server, where nobody can ask it anything, it does nothing.
globalThis.addEventListener?.("message", async ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "start") {
    engine = loadEngine(data.compiled, data.weights);
    // Told to whoever asks for an analysis.
    engine.catch(() => {});
    return;
  }
  try {
    const { core } = await (engine ?? loadEngine());
    answer({ request: data.request, result: analyzeSource(core, data.source, data.form) });
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause);
    answer({ request: data.request, error, fatal: isFatal(cause) });
  }
});

function answer(message: FromWorker): void {
  postMessage(message);
}
