/** Short messages above the article. */
import { WORDS } from "./words.js";

/** Messages of one topic replace each other. */
export type Topic = "language" | "keeping" | "painting" | "error" | "verdicts";

export class Notices {
  readonly #region: HTMLElement;
  readonly #shown = new Map<Topic, HTMLElement>();

  constructor(region: HTMLElement) {
    this.#region = region;
  }

  say(topic: Topic, message: string): void {
    const text = document.createElement("p");
    text.textContent = message;
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.className = "plain";
    dismiss.textContent = "✕";
    dismiss.setAttribute("aria-label", WORDS.dismiss);
    dismiss.addEventListener("click", () => this.clear(topic));
    const notice = document.createElement("div");
    notice.className = `notice ${topic}`;
    notice.append(text, dismiss);
    this.clear(topic);
    this.#shown.set(topic, notice);
    this.#region.append(notice);
  }

  clear(topic: Topic): void {
    this.#shown.get(topic)?.remove();
    this.#shown.delete(topic);
  }
}
