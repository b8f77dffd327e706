/** What the demo page says beyond its HTML, in one place. */
export const WORDS = {
  language: (name: string) =>
    `This text is in ${name}. Ascribe reads English: here it marks only what does not depend on the language, such as layout and quotation marks.`,
  noText: "There is no text in this.",
  notKept: "This browser does not let the page keep anything: articles and verdicts last until you close it.",
  notPainted: "This browser cannot paint marks in the text. The review list has all of them.",
  engineFailed: (reason: string) => `Ascribe could not start. ${reason}`,
  failed: (reason: string) => `Something went wrong: ${reason}`,
  imported: (added: number, known: number, refused: number, reason: string) =>
    `${[
      `${added} ${added === 1 ? "verdict" : "verdicts"} read in`,
      known > 0 && `${known} already known`,
      refused > 0 && `${refused} refused (${reason})`,
    ]
      .filter(Boolean)
      .join(", ")}.`,
  notNdjson: "a line that is not JSON",
  noVerdicts: "There are no verdicts on this article yet.",
  deleted: "Everything that was kept is deleted.",
  dismiss: "Dismiss",
  untitled: "Untitled",
  opened: (when: Date) =>
    `opened ${new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(when)}`,
} as const;
