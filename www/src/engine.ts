/**
 * Loads the wasm module, once for each realm (the page, the worker), and starts it afresh when an
 * instance has died.
 */
import type { CoreArticle, CoreModule } from "./core.js";
import initialise, * as bindings from "./wasm/ascribe.js";

/**
 * Where weights come from that are used instead of the built-in ones: a file that `ascribe-train` wrote. An address is
 * fetched, so a content security policy must allow it (`connect-src`).
 */
export type ModelSource = string | URL | Request | Response | BufferSource;

/** Where the wasm comes from; by default the file beside this module. */
export type WasmSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

export interface Engine {
  readonly core: CoreModule;
  /** The compiled module, which can be posted to a worker so that nothing is compiled twice. */
  readonly compiled: WebAssembly.Module;
  /** Counts the instances: an object of an older one is dead. */
  readonly generation: number;
  /** The weights file that the engine was loaded with; undefined for the built-in weights. */
  readonly weights: Uint8Array<ArrayBuffer> | undefined;
  /** Replaces the instance. All its objects are dead afterwards; makers of them start again from what they hold in JS. */
  restart(): void;
}

/**
 * The generated declarations, but with constructors that take any article: theirs want its `Symbol.dispose` too, which
 * the contract leaves out, since hosts' TypeScript may not know it. All else is checked against the contract.
 */
type Checked<B extends typeof bindings> = Omit<B, "Document" | "Review"> & {
  Document: new (article: CoreArticle) => InstanceType<B["Document"]>;
  Review: new (article: CoreArticle, key: string, actor: string) => InstanceType<B["Review"]>;
};

let loading: Promise<Engine> | undefined;

/**
 * Loads the engine, or gives the one that is loaded: `source` of a later call is not looked at.
 *
 * The engine of a realm has one set of weights, those of the first call that succeeds. A later call without `model`
 * gets that engine; one with `model` gets it if the bytes are the same, and is refused otherwise, since analyses that
 * are under way or on show would mix two sets.
 *
 * Rejects with an {@link EngineLoadError} that says what to do; a later call then tries again.
 */
export async function loadEngine(source?: WasmSource, model?: ModelSource): Promise<Engine> {
  if (!loading) {
    loading = load(source, model).catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    });
    return loading;
  }
  const engine = await loading;
  if (model !== undefined && !isSame(await readModel(model), engine.weights)) {
    throw new ModelLoadError(
      `Ascribe is loaded already, with other weights (${engine.core.modelName()}). ` +
        "Pass `model` to the first call of loadAscribe, before any <ascribe-review> opens, or give each the same one.",
    );
  }
  return engine;
}

/** The wasm could not be had. */
export class EngineLoadError extends Error {
  override readonly name: string = "EngineLoadError";
}

/** The weights could not be had, or cannot be used. */
export class ModelLoadError extends EngineLoadError {
  override readonly name = "ModelLoadError";
}

async function load(
  source: WasmSource = new URL("./wasm/ascribe_bg.wasm", import.meta.url),
  model?: ModelSource,
): Promise<Engine> {
  // Both on their way at once; a failure of the weights is thrown where they are awaited.
  const reading = model === undefined ? undefined : readModel(model);
  reading?.catch(() => {});
  let compiled: WebAssembly.Module;
  try {
    compiled = await compile(source);
    await initialise({ module_or_path: compiled });
  } catch (cause) {
    throw new EngineLoadError(
      `Ascribe's wasm could not be loaded${placeOf(source)}: ${messageOf(cause)}. ` +
        "Serve ascribe_bg.wasm beside the script (or pass `wasm`), and allow 'wasm-unsafe-eval' in the page's content security policy.",
      { cause },
    );
  }
  const core: CoreModule = bindings as unknown as Checked<typeof bindings>;
  const weights = await reading;
  if (weights) useWeights(core, weights, model);
  let generation = 0;
  return {
    core,
    compiled,
    weights,
    get generation() {
      return generation;
    },
    restart() {
      generation++;
      bindings.__wbg_reset_state();
      if (weights) core.setModel(weights);
    },
  };
}

function useWeights(core: CoreModule, weights: Uint8Array, source: ModelSource | undefined): void {
  try {
    core.setModel(weights);
  } catch (cause) {
    throw new ModelLoadError(
      `Ascribe cannot use these weights${placeOf(source)}: ${messageOf(cause)}. ` +
        "Pass a file that this version's ascribe-train wrote, whole, or leave `model` out.",
      { cause },
    );
  }
}

/** A copy of the bytes, so that nobody changes or transfers them before an instance is replaced. */
async function readModel(source: ModelSource): Promise<Uint8Array<ArrayBuffer>> {
  if (source instanceof ArrayBuffer) return new Uint8Array(source.slice(0));
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
  }
  try {
    return new Uint8Array(await (await fetched(source)).arrayBuffer());
  } catch (cause) {
    throw new ModelLoadError(
      `Ascribe's weights could not be loaded${placeOf(source)}: ${messageOf(cause)}. ` +
        "Serve the file at the address given as `model`, and allow it under connect-src in the page's content security policy.",
      { cause },
    );
  }
}

function isSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other !== undefined && one.length === other.length && one.every((byte, index) => byte === other[index]);
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const response = await fetched(source);
  // A server that does not know the MIME type would make compileStreaming fail.
  if (response.headers.get("content-type")?.startsWith("application/wasm"))
    return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function fetched(source: string | URL | Request | Response): Promise<Response> {
  const response = source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function placeOf(source: unknown): string {
  return typeof source === "string" || source instanceof URL ? ` from ${source}` : "";
}

/** True for an error after which the instance cannot be trusted: a trap, or what a trap left behind. */
export function isFatal(error: unknown): boolean {
  if (error instanceof WebAssembly.RuntimeError) return true;
  return (
    error instanceof Error &&
    /recursive use of an object|null pointer passed to rust|attempted to take ownership/.test(error.message)
  );
}
