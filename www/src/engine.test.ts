import { beforeEach, expect, test, vi } from "vitest";
import type * as engineModule from "./engine.js";

// The instance is a fake: what is tested is which weights it gets, when, and what a caller is told.
const instance = { given: [] as number[][], resets: 0 };
vi.mock("./wasm/ascribe.js", () => ({
  default: async () => {},
  setModel(bytes: Uint8Array) {
    if (bytes[0] !== 1) throw new Error("not an Ascribe weights file");
    instance.given.push([...bytes]);
  },
  modelName: () => "custom-00000001",
  __wbg_reset_state() {
    instance.resets++;
    instance.given = [];
  },
}));

const wasm = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const weights = new Uint8Array([1, 2, 3]);
let engine: typeof engineModule;

beforeEach(async () => {
  instance.given = [];
  instance.resets = 0;
  vi.resetModules();
  engine = await import("./engine.js");
});

test("weights given as bytes or as a response reach the instance, and the one that replaces it", async () => {
  const mine = weights.slice();
  const loaded = await engine.loadEngine(wasm, mine);
  mine.fill(9);
  expect(instance.given).toEqual([[1, 2, 3]]);
  loaded.restart();
  expect(instance).toEqual({ given: [[1, 2, 3]], resets: 1 });
  expect(await engine.loadEngine(undefined, new Response(weights))).toBe(loaded);
});

test("later calls get the one engine, unless they ask for other weights", async () => {
  const loaded = await engine.loadEngine(wasm, weights);
  expect(await engine.loadEngine()).toBe(loaded);
  expect(await engine.loadEngine(undefined, weights.buffer)).toBe(loaded);
  const other = engine.loadEngine(undefined, new Uint8Array([1, 2, 4]));
  await expect(other).rejects.toThrow(/loaded already, with other weights \(custom-00000001\).*first call/);
  await expect(other).rejects.toBeInstanceOf(engine.EngineLoadError);
  expect(instance.given).toHaveLength(1);
});

test("after the built-in weights, others are refused too", async () => {
  const loaded = await engine.loadEngine(wasm);
  expect(loaded.weights).toBeUndefined();
  await expect(engine.loadEngine(wasm, weights)).rejects.toMatchObject({ name: "ModelLoadError" });
  expect(instance.given).toEqual([]);
});

test("weights that cannot be had or used are told with what to do, and the next call tries again", async () => {
  const gone = engine.loadEngine(wasm, new Response("", { status: 404 }));
  await expect(gone).rejects.toThrow(/weights could not be loaded: HTTP status 404\. Serve the file .* connect-src/);
  const bad = engine.loadEngine(wasm, new Uint8Array([7]));
  await expect(bad).rejects.toThrow(/cannot use these weights: not an Ascribe weights file\. Pass a file/);
  await expect(bad).rejects.toMatchObject({ name: "ModelLoadError" });
  expect((await engine.loadEngine(wasm, weights)).weights).toEqual(weights);
});
