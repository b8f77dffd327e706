import { expect, test } from "vitest";
import type { VerdictEvent } from "./core.js";
import { Ledger } from "./ledger.js";
import { MemoryStore } from "./stores/memory.js";

function event(id: string, article = "a", actor = "ana"): VerdictEvent {
  return {
    v: 1,
    id,
    article,
    clock: [0, 0],
    actor,
    at: "",
    engine: "",
    action: "accept",
    annotation: "m",
    before: null,
    after: null,
  };
}

class FlakyStore extends MemoryStore {
  isFull = false;
  override async append(events: VerdictEvent[]): Promise<void> {
    if (this.isFull) throw new Error("full");
    await super.append(events);
  }
}

test("what cannot be saved is kept, told, and saved with the next", async () => {
  const store = new FlakyStore();
  const told: string[] = [];
  const ledger = new Ledger(store, {
    saved: (events) => told.push(`saved ${events.map(({ id }) => id)}`),
    failed: (events, error) => told.push(`failed ${events.map(({ id }) => id)} ${error}`),
  });
  ledger.record([event("1")]);
  await ledger.save();
  store.isFull = true;
  ledger.record([event("2")]);
  await ledger.save();
  expect(ledger.hasFailed).toBe(true);
  expect(ledger.unsaved.map(({ id }) => id)).toEqual(["2"]);
  store.isFull = false;
  ledger.record([event("3")]);
  await ledger.save();
  expect(ledger.hasFailed).toBe(false);
  expect(ledger.unsaved).toEqual([]);
  expect((await store.load("a")).map(({ id }) => id)).toEqual(["1", "2", "3"]);
  expect(told).toContain("saved 1");
  expect(told).toContain("failed 2 Error: full");
  expect(told).toContain("saved 2,3");
});

test("events learnt twice are new once", () => {
  const ledger = new Ledger(new MemoryStore(), { saved() {}, failed() {} });
  expect(ledger.learn([event("1"), event("2")])).toHaveLength(2);
  expect(ledger.learn([event("2"), event("3")]).map(({ id }) => id)).toEqual(["3"]);
  expect(ledger.events).toHaveLength(3);
});

test("the memory store erases by article, by actor, by both, or all", async () => {
  const store = new MemoryStore();
  const all = [event("1", "a", "ana"), event("2", "a", "ben"), event("3", "b", "ana")];
  await store.append(all);
  await store.erase({ article: "a", actor: "ben" });
  expect((await store.load("a")).map(({ id }) => id)).toEqual(["1"]);
  await store.erase({ actor: "ana" });
  expect([...(await store.load("a")), ...(await store.load("b"))]).toEqual([]);
  await store.append(all);
  await store.erase({});
  expect(await store.load("b")).toEqual([]);
});
