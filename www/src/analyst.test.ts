import { expect, test, vi } from "vitest";
import type { AnalyzeMessage, FromWorker, StartMessage, ToWorker } from "./protocol.js";

// The engine is wasm; what is tested here is who is asked, when, and whose answer counts.
vi.mock("./engine.js", () => ({ isFatal: () => false }));
vi.mock("./analyze.js", () => ({
  analyzeSource: (_core: unknown, source: { text: string }) => ({ here: source.text }),
}));
const { Analyst } = await import("./analyst.js");

const weights = new Uint8Array([1]);
const engine = { core: {}, compiled: {}, weights, generation: 0, restart() {} } as unknown as ConstructorParameters<
  typeof Analyst
>[0];
const text = (words: string) => ({ kind: "text" as const, text: words });

class FakeWorker extends EventTarget {
  readonly asked: AnalyzeMessage[] = [];
  started: StartMessage | undefined;
  isTerminated = false;
  postMessage(message: ToWorker): void {
    if (message.type === "analyze") this.asked.push(message);
    else this.started = message;
  }
  answer(message: FromWorker): void {
    this.dispatchEvent(new MessageEvent("message", { data: message }));
  }
  terminate(): void {
    this.isTerminated = true;
  }
}

function withWorkers() {
  const workers: FakeWorker[] = [];
  const analyst = new Analyst(engine, () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  const last = () => workers.at(-1) as FakeWorker;
  const answer = (result: unknown) =>
    last().answer({ request: last().asked.at(-1)?.request ?? 0, result: result as never });
  return { workers, analyst, last, answer };
}

test("one request at a time, in their order", async () => {
  const { analyst, last, answer } = withWorkers();
  const first = analyst.analyze(text("a"), "object");
  const second = analyst.analyze(text("b"), "object");
  expect(last().asked).toHaveLength(1);
  answer("first");
  expect(await first).toBe("first");
  expect(last().asked).toHaveLength(2);
  answer("second");
  expect(await second).toBe("second");
});

test("every worker gets the engine's weights", async () => {
  const { analyst, last } = withWorkers();
  const first = analyst.analyze(text("a"), "object");
  expect(last().started?.weights).toBe(weights);
  last().answer({ request: last().asked[0]?.request ?? 0, error: "unreachable", fatal: true });
  await expect(first).rejects.toThrow();
  void analyst.analyze(text("b"), "object").catch(() => {});
  expect(last().started?.weights).toBe(weights);
  analyst.close();
});

test("aborted while it waits, a request is never sent; aborted while it runs, its answer is dropped", async () => {
  const { analyst, last, answer } = withWorkers();
  const running = new AbortController();
  const waiting = new AbortController();
  const first = analyst.analyze(text("a"), "object", running.signal);
  const second = analyst.analyze(text("b"), "object", waiting.signal);
  const third = analyst.analyze(text("c"), "object");
  waiting.abort();
  running.abort();
  await expect(first).rejects.toMatchObject({ name: "AbortError" });
  await expect(second).rejects.toMatchObject({ name: "AbortError" });
  answer("too late");
  expect(last().asked.map(({ source }) => source.kind === "text" && source.text)).toEqual(["a", "c"]);
  answer("third");
  expect(await third).toBe("third");
  await expect(analyst.analyze(text("d"), "object", AbortSignal.abort())).rejects.toMatchObject({
    name: "AbortError",
  });
});

test("a worker whose instance died is replaced", async () => {
  const { analyst, workers, last, answer } = withWorkers();
  const first = analyst.analyze(text("a"), "object");
  last().answer({ request: last().asked[0]?.request ?? 0, error: "unreachable", fatal: true });
  await expect(first).rejects.toThrow(/could not be analysed: unreachable/);
  expect(workers[0]?.isTerminated).toBe(true);
  const second = analyst.analyze(text("b"), "object");
  expect(workers).toHaveLength(2);
  answer("second");
  expect(await second).toBe("second");
});

test("where no worker can be made, or its script fails, the main thread does it", async () => {
  const refused = new Analyst(engine, () => {
    throw new DOMException("refused", "SecurityError");
  });
  expect(await refused.analyze(text("a"), "object")).toEqual({ here: "a" });
  expect(await new Analyst(engine, undefined).analyze(text("b"), "object")).toEqual({ here: "b" });
  const { analyst, last } = withWorkers();
  const failing = analyst.analyze(text("c"), "object");
  last().dispatchEvent(new Event("error", { cancelable: true }));
  expect(await failing).toEqual({ here: "c" });
});

test("closed, what is under way is rejected", async () => {
  const { analyst, workers } = withWorkers();
  const first = analyst.analyze(text("a"), "object");
  analyst.close();
  await expect(first).rejects.toMatchObject({ name: "AbortError" });
  expect(workers[0]?.isTerminated).toBe(true);
});
