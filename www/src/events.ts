/**
 * What a session tells its host: all that a host needs to keep a record of its own.
 *
 * Each event is dispatched on the session under its plain name, and on the article's element with
 * the prefix `ascribe-` (a plain `select` or `error` there would be taken for the browser's own),
 * bubbling and composed.
 */
import type { CoreArticle, VerdictEvent } from "./core.js";

export interface SessionEvents {
  /** The article is read and the kept verdicts are loaded; marks may still be to come. */
  ready: { article: string };
  /** The engine's marks are there. `language` is a BCP 47 tag, or null where unknown. */
  analyzed: { version: number; language: string | null };
  /** What the page says about the article. */
  metadata: ReturnType<CoreArticle["metadata"]>;
  /** Another mark is selected, or none. */
  select: { id: string | null };
  /** A verdict was made, here or (`remote`) elsewhere. Of a verdict made here the store does not know yet. */
  verdict: { events: VerdictEvent[]; remote: boolean };
  /** The store has these. */
  saved: { events: VerdictEvent[] };
  /** The store could not keep these: the session holds them and tries again with the next verdict. */
  savefailed: { events: VerdictEvent[]; error: unknown };
  /** Marks whose words are not in this text. */
  orphaned: { ids: string[] };
  /** The article changed in the page since it was read; `refresh()` reads it again. */
  stale: { article: string };
  /** Something else went wrong; the session goes on. */
  error: { error: unknown };
}

export type SessionEventName = keyof SessionEvents;
export type SessionEvent<K extends SessionEventName> = CustomEvent<SessionEvents[K]>;

/** Dispatches on the session and again on the element. */
export function dispatch<K extends SessionEventName>(
  session: EventTarget,
  element: Element,
  name: K,
  detail: SessionEvents[K],
): void {
  session.dispatchEvent(new CustomEvent(name, { detail }));
  element.dispatchEvent(new CustomEvent(`ascribe-${name}`, { detail, bubbles: true, composed: true }));
}
