/**
 * The verdict log of one session, in JavaScript: a dead wasm instance can be replaced without loss,
 * and it is known of each event whether the store has it.
 */
import type { VerdictEvent } from "./core.js";
import type { VerdictStore } from "./stores/store.js";

export interface LedgerReports {
  saved(events: VerdictEvent[]): void;
  failed(events: VerdictEvent[], error: unknown): void;
}

export class Ledger {
  readonly #store: VerdictStore;
  readonly #reports: LedgerReports;
  readonly #events = new Map<string, VerdictEvent>();
  readonly #unsaved = new Map<string, VerdictEvent>();
  #saving: Promise<void> = Promise.resolve();
  #hasFailed = false;

  constructor(store: VerdictStore, reports: LedgerReports) {
    this.#store = store;
    this.#reports = reports;
  }

  /** All events, of this session and others. */
  get events(): VerdictEvent[] {
    return [...this.#events.values()];
  }

  /** Events that the store does not have (yet). */
  get unsaved(): VerdictEvent[] {
    return [...this.#unsaved.values()];
  }

  /** True from a failed save until all is saved. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Takes events that a store has: its own, or another tab's. Gives those that are new. */
  learn(events: VerdictEvent[]): VerdictEvent[] {
    const fresh = events.filter((event) => !this.#events.has(event.id));
    for (const event of fresh) this.#events.set(event.id, event);
    return fresh;
  }

  /** Takes events made here and saves them, with all that could not be saved before. */
  record(events: VerdictEvent[]): void {
    for (const event of events) {
      this.#events.set(event.id, event);
      this.#unsaved.set(event.id, event);
    }
    void this.save();
  }

  /** Saves what is unsaved; resolves when that is done or has failed. One save at a time. */
  save(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    const events = this.unsaved;
    if (events.length === 0) return;
    try {
      await this.#store.append(events);
    } catch (error) {
      this.#hasFailed = true;
      this.#reports.failed(events, error);
      return;
    }
    for (const event of events) this.#unsaved.delete(event.id);
    this.#hasFailed = this.#hasFailed && this.#unsaved.size > 0;
    this.#reports.saved(events);
  }
}
