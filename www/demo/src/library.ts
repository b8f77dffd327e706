/** The articles that were read here, kept in this browser so that they can be opened again. */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { Incoming } from "./incoming.js";

export interface KeptArticle extends Incoming {
  key: string;
  title: string;
  /** Milliseconds since 1970. */
  opened: number;
}

interface Schema extends DBSchema {
  articles: { key: string; value: KeptArticle; indexes: { opened: number } };
}

const NAME = "ascribe-articles";

export class Library {
  #database: Promise<IDBPDatabase<Schema>> | undefined;

  async keep(article: KeptArticle): Promise<void> {
    await (await this.#open()).put("articles", article);
  }

  /** All, the one opened last first. */
  async list(): Promise<KeptArticle[]> {
    return (await (await this.#open()).getAllFromIndex("articles", "opened")).reverse();
  }

  async erase(): Promise<void> {
    const database = await this.#open();
    await database.clear("articles");
    database.close();
    this.#database = undefined;
    await deleteDB(NAME);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(NAME, 1, {
      upgrade(database) {
        database.createObjectStore("articles", { keyPath: "key" }).createIndex("opened", "opened");
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        this.#database = undefined;
      },
    }).catch((cause: unknown) => {
      this.#database = undefined;
      throw cause;
    });
    return this.#database;
  }
}
