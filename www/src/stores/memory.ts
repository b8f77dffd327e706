/** Verdicts kept for as long as the page lives. */
import type { VerdictEvent } from "../core.js";
import { type EraseFilter, isErased, type StoreListener, type VerdictStore } from "./store.js";

export type { EraseFilter, StoreListener, VerdictStore } from "./store.js";

export class MemoryStore implements VerdictStore {
  #events = new Map<string, VerdictEvent>();

  async load(article: string): Promise<VerdictEvent[]> {
    return [...this.#events.values()].filter((event) => event.article === article);
  }

  async append(events: VerdictEvent[]): Promise<void> {
    for (const event of events) this.#events.set(event.id, event);
  }

  /** Never calls: nobody else can reach this store. */
  subscribe(_article: string, _listener: StoreListener): () => void {
    return () => {};
  }

  async erase(filter: EraseFilter): Promise<void> {
    for (const event of this.#events.values()) {
      if (isErased(event, filter)) this.#events.delete(event.id);
    }
  }
}
