/**
 * Ascribe for the page: loads the engine, analyses text and HTML, and opens a live review over an
 * element.
 *
 * ```ts
 * import { loadAscribe } from "ascribe";
 * const ascribe = await loadAscribe();
 * const analysis = await ascribe.analyze("“It holds,” said Ana Ruiz.");
 * const session = await ascribe.open(document.querySelector("article"));
 * session.addEventListener("verdict", ({ detail }) => console.log(detail.events));
 * ```
 *
 * Importing it does nothing: it can be imported on a server.
 */
import { AnalysisError, Analyst, type WorkerFactory } from "./analyst.js";
import type { AnalysisObject, CoreArticle } from "./core.js";
import { parseHtml } from "./dom/parse.js";
import { readDocument } from "./dom/walker.js";
import {
  type Engine,
  EngineLoadError,
  loadEngine,
  ModelLoadError,
  type ModelSource,
  type WasmSource,
} from "./engine.js";
import { type OpenOptions, ReviewSession } from "./session.js";
import { type ArticleSource, readArticle } from "./source.js";

export interface LoadOptions {
  /** The wasm file: an address, a response, bytes or a compiled module. By default the one beside this module. */
  wasm?: WasmSource;
  /**
   * Weights to find attributions with instead of the built-in ones (docs/adapting.md): an address, a response or bytes.
   * All of a page has one set, that of the first call: see {@link loadAscribe}.
   */
  model?: ModelSource;
  /** False: analyse on the main thread. A function: makes the worker (a module worker of `ascribe/worker`). */
  worker?: boolean | WorkerFactory;
}

export interface AnalyzeOptions {
  signal?: AbortSignal;
}

/** The engine, loaded. */
export class Ascribe {
  readonly #engine: Engine;
  readonly #analyst: Analyst;

  /** @internal Use {@link loadAscribe}. */
  constructor(engine: Engine, createWorker: WorkerFactory | undefined) {
    this.#engine = engine;
    this.#analyst = new Analyst(engine, createWorker);
  }

  /** The engine's version. */
  get version(): string {
    return this.#engine.core.version();
  }

  /** Names the weights in use: `builtin-` or `custom-`, and the checksum of their file. */
  get model(): string {
    return this.#engine.core.modelName();
  }

  /** Analyses plain text. Offsets are UTF-16 units. Rejects with an {@link AnalysisError} or the signal's reason. */
  analyze(text: string, { signal }: AnalyzeOptions = {}): Promise<AnalysisObject> {
    return this.#analyst.analyze({ kind: "text", text }, "object", signal);
  }

  /**
   * Analyses HTML. It is parsed inert: nothing in it runs, nothing is loaded. Offsets count in the
   * article's text, which `read(readHtml(html)).text` gives.
   */
  async analyzeHtml(html: string, { signal }: AnalyzeOptions = {}): Promise<AnalysisObject> {
    return this.#analyst.analyze(readHtml(html), "object", signal);
  }

  /** Reads an article, on this thread. Free it after use. */
  read(source: ArticleSource): CoreArticle {
    return readArticle(this.#engine.core, source);
  }

  /** Opens a live review over an element. The marks come a little later: listen for `analyzed`. */
  open(element: HTMLElement, options: OpenOptions = {}): Promise<ReviewSession> {
    return ReviewSession.open({ engine: this.#engine, analyst: this.#analyst, element, options });
  }

  /** Stops the worker. Sessions stay open; the next analysis starts it again. */
  close(): void {
    this.#analyst.close();
  }
}

/**
 * Loads the engine, once for the page: a later call gets the same one.
 *
 * Its weights are those of the first call. A later call without `model` works with them; one with the same bytes too;
 * one with other weights is refused ({@link ModelLoadError}), since marks on show would come from two sets.
 *
 * Rejects with an {@link EngineLoadError} (of which a {@link ModelLoadError} is one) that says what to do; the next call
 * tries again.
 */
export async function loadAscribe({ wasm, model, worker = true }: LoadOptions = {}): Promise<Ascribe> {
  const engine = await loadEngine(wasm, model);
  return new Ascribe(engine, typeof worker === "function" ? worker : worker ? createWorker : undefined);
}

/** HTML into a source, by way of an inert document. Throws on a page nested without end. */
export function readHtml(html: string): ArticleSource {
  return readDocument(parseHtml(html)).source;
}

function createWorker(): Worker {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "ascribe" });
}

export * from "./core.js";
export { parseHtml } from "./dom/parse.js";
export { TextMap, type TextPosition } from "./dom/text-map.js";
export { type Reading, readDocument, readElement } from "./dom/walker.js";
export type { SessionEvent, SessionEventName, SessionEvents } from "./events.js";
export type { Decider, Evidence, Explanation, Reason } from "./explanation.js";
export { headOf, isOpen, type Mark, type MarkRange } from "./marks.js";
export { type OpenOptions, ReviewSession, type Saving, type Shown } from "./session.js";
export type { EraseFilter, StoreListener, VerdictStore } from "./stores/store.js";
export {
  AnalysisError,
  type ArticleSource,
  EngineLoadError,
  ModelLoadError,
  type ModelSource,
  type WasmSource,
  type WorkerFactory,
};
