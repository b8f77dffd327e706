/**
 * Asks for analyses: from a worker where one can be made, from the main thread otherwise.
 *
 * Requests are answered one after the other. One that is aborted while it waits is never sent; one
 * that is aborted while it runs rejects at once and its answer is dropped.
 */
import { analyzeSource } from "./analyze.js";
import type { AnalysisObject, CoreEncodedAnalysis } from "./core.js";
import { type Engine, isFatal } from "./engine.js";
import type { AnalysisForm, AnalysisResult, FromWorker, StartMessage, ToWorker } from "./protocol.js";
import type { ArticleSource } from "./source.js";

/** Makes the worker; for hosts with Trusted Types or a bundler of their own. */
export type WorkerFactory = () => Worker;

/** The engine failed on this input. */
export class AnalysisError extends Error {
  override readonly name = "AnalysisError";
}

interface Waiting {
  request: number;
  form: AnalysisForm;
  source: ArticleSource;
  signal: AbortSignal | undefined;
  resolve(result: AnalysisObject | CoreEncodedAnalysis): void;
  reject(error: unknown): void;
}

export class Analyst {
  readonly #engine: Engine;
  readonly #createWorker: WorkerFactory | undefined;
  #worker: Worker | undefined;
  #running: Waiting | undefined;
  #queue: Waiting[] = [];
  #requests = 0;

  /** `createWorker` undefined: everything runs on the main thread. */
  constructor(engine: Engine, createWorker: WorkerFactory | undefined) {
    this.#engine = engine;
    this.#createWorker = createWorker;
  }

  /** Rejects with an {@link AnalysisError}, or the signal's reason. */
  analyze<F extends AnalysisForm>(source: ArticleSource, form: F, signal?: AbortSignal): Promise<AnalysisResult<F>> {
    return new Promise<AnalysisObject | CoreEncodedAnalysis>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const waiting: Waiting = { request: ++this.#requests, form, source, signal, resolve, reject };
      signal?.addEventListener("abort", () => this.#abort(waiting), { once: true });
      this.#queue.push(waiting);
      this.#next();
    }) as Promise<AnalysisResult<F>>;
  }

  /** Stops the worker; requests under way are rejected. The next request starts a new one. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const reason = new DOMException("The analysis was stopped.", "AbortError");
    for (const waiting of [this.#running, ...this.#queue]) waiting?.reject(reason);
    this.#running = undefined;
    this.#queue = [];
  }

  #abort(waiting: Waiting): void {
    waiting.reject(waiting.signal?.reason);
    this.#queue = this.#queue.filter((other) => other !== waiting);
  }

  #next(): void {
    if (this.#running) return;
    const waiting = this.#queue.shift();
    if (!waiting) return;
    this.#running = waiting;
    const worker = this.#start();
    if (worker) {
      post(worker, { type: "analyze", request: waiting.request, form: waiting.form, source: waiting.source });
    } else {
      // A task of its own, so that the caller's code after the call runs first.
      setTimeout(() => this.#runHere(waiting));
    }
  }

  #runHere(waiting: Waiting): void {
    if (this.#running !== waiting) return;
    if (!waiting.signal?.aborted) {
      try {
        waiting.resolve(analyzeSource(this.#engine.core, waiting.source, waiting.form));
      } catch (cause) {
        if (isFatal(cause)) this.#engine.restart();
        waiting.reject(failure(cause instanceof Error ? cause.message : String(cause)));
      }
    }
    this.#done();
  }

  #done(): void {
    this.#running = undefined;
    this.#next();
  }

  #start(): Worker | undefined {
    if (this.#worker) return this.#worker;
    if (!this.#createWorker) return undefined;
    let worker: Worker;
    try {
      worker = this.#createWorker();
    } catch {
      // No worker can be made here (file:, a policy, an old host): the main thread does it.
      return undefined;
    }
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.#answered(worker, data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#workerFailed(worker);
    });
    const start: StartMessage = { type: "start", compiled: this.#engine.compiled, weights: this.#engine.weights };
    post(worker, start);
    this.#worker = worker;
    return worker;
  }

  #answered(worker: Worker, answer: FromWorker): void {
    const waiting = this.#running;
    if (worker !== this.#worker || !waiting || answer.request !== waiting.request) return;
    if ("result" in answer) {
      waiting.resolve(answer.result);
    } else {
      if (answer.fatal) this.#drop(worker);
      waiting.reject(failure(answer.error));
    }
    this.#done();
  }

  /** The worker's script did not load, or it failed outside a request: this request runs here instead. */
  #workerFailed(worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#drop(worker);
    const waiting = this.#running;
    if (waiting) setTimeout(() => this.#runHere(waiting));
  }

  #drop(worker: Worker): void {
    worker.terminate();
    this.#worker = undefined;
  }
}

function post(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

function failure(reason: string): AnalysisError {
  return new AnalysisError(`The article could not be analysed: ${reason}`);
}
