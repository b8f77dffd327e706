/** Where verdicts are kept. */
import type { VerdictEvent } from "../core.js";

/** Events of one article that somebody else (another tab, another person) appended. */
export type StoreListener = (events: VerdictEvent[]) => void;

/**
 * An append-only log of verdict events. Implement it to keep verdicts in a CMS.
 *
 * - `append` resolves once the events are kept for good, and rejects if they are not; appending an
 *   event twice (same `id`) leaves one.
 * - `load` gives all events of an article, in any order.
 * - `subscribe` tells of events that came from elsewhere; it returns a function that ends it.
 * - `erase` removes for good, because a person asked for it: the events of an article, of an actor,
 *   of an actor on an article, or, with an empty filter, all.
 */
export interface VerdictStore {
  load(article: string): Promise<VerdictEvent[]>;
  append(events: VerdictEvent[]): Promise<void>;
  subscribe(article: string, listener: StoreListener): () => void;
  erase(filter: EraseFilter): Promise<void>;
}

export interface EraseFilter {
  article?: string;
  actor?: string;
}

/** Whether `erase(filter)` removes this event. */
export function isErased(event: VerdictEvent, filter: EraseFilter): boolean {
  return (
    (filter.article === undefined || filter.article === event.article) &&
    (filter.actor === undefined || filter.actor === event.actor)
  );
}
