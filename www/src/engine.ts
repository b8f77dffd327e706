/**
 * Loads the wasm module, once for each realm (the page, the worker), and starts it afresh when an
 * instance has died.
 */
import type { CoreArticle, CoreModule } from "./core.js";
import initialise, * as bindings from "./wasm/ascribe.js";

/** Where the wasm comes from; by default the file beside this module. */
export type WasmSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

export interface Engine {
  readonly core: CoreModule;
  /** The compiled module, which can be posted to a worker so that nothing is compiled twice. */
  readonly compiled: WebAssembly.Module;
  /** Counts the instances: an object of an older one is dead. */
  readonly generation: number;
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
 * Rejects with an {@link EngineLoadError} that says what to do; a later call then tries again.
 */
export function loadEngine(source?: WasmSource): Promise<Engine> {
  loading ??= load(source).catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

/** The wasm could not be had. */
export class EngineLoadError extends Error {
  override readonly name = "EngineLoadError";
}

async function load(source: WasmSource = new URL("./wasm/ascribe_bg.wasm", import.meta.url)): Promise<Engine> {
  let compiled: WebAssembly.Module;
  try {
    compiled = await compile(source);
    await initialise({ module_or_path: compiled });
  } catch (cause) {
    throw new EngineLoadError(
      `Ascribe's wasm could not be loaded${placeOf(source)}: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        "Serve ascribe_bg.wasm beside the script (or pass `wasm`), and allow 'wasm-unsafe-eval' in the page's content security policy.",
      { cause },
    );
  }
  const core: CoreModule = bindings as unknown as Checked<typeof bindings>;
  let generation = 0;
  return {
    core,
    compiled,
    get generation() {
      return generation;
    },
    restart() {
      generation++;
      bindings.__wbg_reset_state();
    },
  };
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  const response = source instanceof Response ? source : await fetch(source);
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  // A server that does not know the MIME type would make compileStreaming fail.
  if (response.headers.get("content-type")?.startsWith("application/wasm"))
    return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function placeOf(source: WasmSource): string {
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
