/** Verdicts out of the page and into it again, as NDJSON: one event a line. */
import type { ReviewSession } from "ascribe";
import { WORDS } from "./words.js";

/** Offers the verdicts as a file; false where there are none. */
export function downloadVerdicts(session: ReviewSession): boolean {
  const lines = session.exportNdjson();
  if (lines.trim() === "") return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines], { type: "application/x-ndjson" }));
  link.download = `verdicts-${session.article.replace(/[^a-z0-9]+/gi, "-").slice(0, 24)}.ndjson`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}

/** Reads verdicts in; gives what to say about it. */
export function importVerdicts(session: ReviewSession, ndjson: string): string {
  const events: unknown[] = [];
  let broken = 0;
  for (const line of ndjson.split("\n")) {
    if (line.trim() === "") continue;
    try {
      events.push(JSON.parse(line));
    } catch {
      broken++;
    }
  }
  const { added, known, invalid } = session.import(events);
  return WORDS.imported(added, known, invalid.length + broken, invalid[0]?.reason ?? WORDS.notNdjson);
}
