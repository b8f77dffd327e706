/** Which marks the list shows: the buttons that choose, which are the legend of the kinds too. */
import { MARK_KINDS, type MarkKind } from "../core.js";
import { isOpen, type Mark } from "../marks.js";
import type { Messages } from "../messages.js";
import { h } from "./dom.js";

export interface Filter {
  kind: MarkKind | "all";
  /** Only marks that nobody has decided. */
  openOnly: boolean;
}

/** Whether the list shows a mark. The selected one stays while it is looked at, though it is decided now. */
export function passes(mark: Mark, { kind, openOnly }: Filter, selected: string | null): boolean {
  return (kind === "all" || mark.kind === kind) && (!openOnly || isOpen(mark) || mark.id === selected);
}

export class FilterButtons {
  readonly element: HTMLElement;
  readonly #messages: Messages;
  readonly #kinds: { kind: Filter["kind"]; button: HTMLElement; label: HTMLElement }[];
  readonly #openOnly: HTMLElement;
  #isOpenOnly = false;

  constructor(messages: Messages, change: (change: Partial<Filter>) => void) {
    this.#messages = messages;
    this.#kinds = (["all", ...MARK_KINDS] as const).map((kind) => {
      const label = h("span");
      const swatch = kind !== "all" && h("span", { class: "swatch" });
      const button = h("button", { type: "button", "data-kind": kind, onclick: () => change({ kind }) }, swatch, label);
      return { kind, button, label };
    });
    this.#openOnly = h(
      "button",
      { type: "button", onclick: () => change({ openOnly: !this.#isOpenOnly }) },
      messages.openOnly,
    );
    const buttons = [...this.#kinds.map(({ button }) => button), this.#openOnly];
    this.element = h("div", { class: "filters", role: "group", "aria-label": messages.filterLabel }, ...buttons);
  }

  /** Shows what is chosen, and how many there are of each. The buttons stay, so that focus does. */
  draw(marks: readonly Mark[], filter: Filter): void {
    const counts = new Map<Filter["kind"], number>([["all", marks.length]]);
    for (const { kind } of marks) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const { kind, button, label } of this.#kinds) {
      const name = kind === "all" ? this.#messages.all : this.#messages.kindPlurals[kind];
      label.textContent = `${name} ${counts.get(kind) ?? 0}`;
      button.setAttribute("aria-pressed", String(filter.kind === kind));
    }
    this.#isOpenOnly = filter.openOnly;
    this.#openOnly.setAttribute("aria-pressed", String(filter.openOnly));
  }
}
