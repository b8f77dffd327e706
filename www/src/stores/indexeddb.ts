/** Verdicts kept in the browser, shared by all tabs of the origin. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { VerdictEvent } from "../core.js";
import { type EraseFilter, isErased, type StoreListener, type VerdictStore } from "./store.js";

export type { EraseFilter, StoreListener, VerdictStore } from "./store.js";

interface Schema extends DBSchema {
  events: { key: string; value: VerdictEvent; indexes: { article: string } };
}

/** What tabs tell each other. */
interface Appended {
  article: string;
  events: VerdictEvent[];
}

export class IndexedDbStore implements VerdictStore {
  readonly #name: string;
  #database: Promise<IDBPDatabase<Schema>> | undefined;
  #channel: BroadcastChannel | undefined;

  /** `name`: the database's, for hosts that want several. Nothing is opened before the first call. */
  constructor(name = "ascribe-verdicts") {
    this.#name = name;
  }

  async load(article: string): Promise<VerdictEvent[]> {
    return (await this.#open()).getAllFromIndex("events", "article", article);
  }

  async append(events: VerdictEvent[]): Promise<void> {
    if (events.length === 0) return;
    const database = await this.#open();
    const transaction = database.transaction("events", "readwrite", { durability: "strict" });
    // Both are awaited together, or a failed `put` would leave a rejection nobody handles.
    await Promise.all([...events.map((event) => transaction.store.put(event)), transaction.done]);
    for (const article of new Set(events.map((event) => event.article))) {
      this.#tell({ article, events: events.filter((event) => event.article === article) });
    }
  }

  subscribe(article: string, listener: StoreListener): () => void {
    const channel = this.#listen();
    const hear = ({ data }: MessageEvent<Appended>) => {
      if (data.article === article) listener(data.events);
    };
    channel?.addEventListener("message", hear);
    return () => channel?.removeEventListener("message", hear);
  }

  async erase(filter: EraseFilter): Promise<void> {
    const database = await this.#open();
    const transaction = database.transaction("events", "readwrite", { durability: "strict" });
    for await (const cursor of transaction.store) {
      if (isErased(cursor.value, filter)) await cursor.delete();
    }
    await transaction.done;
  }

  /** Closes the database and the channel between tabs; the next call opens them again. */
  async close(): Promise<void> {
    this.#channel?.close();
    this.#channel = undefined;
    const database = this.#database;
    this.#database = undefined;
    (await database?.catch(() => undefined))?.close();
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(this.#name, 1, {
      upgrade(database) {
        database.createObjectStore("events", { keyPath: "id" }).createIndex("article", "article");
      },
      // Another tab wants to upgrade or delete: let it, and open again when needed.
      blocking: () => void this.close(),
      terminated: () => {
        this.#database = undefined;
      },
    }).catch((cause: unknown) => {
      this.#database = undefined;
      throw cause;
    });
    return this.#database;
  }

  #listen(): BroadcastChannel | undefined {
    if (typeof BroadcastChannel === "undefined") return undefined;
    this.#channel ??= new BroadcastChannel(this.#name);
    return this.#channel;
  }

  #tell(appended: Appended): void {
    this.#listen()?.postMessage(appended);
  }
}
