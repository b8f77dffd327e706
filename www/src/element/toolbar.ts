/**
 * The small toolbar under words selected in the article: mark them as something, or use them as a
 * part of the mark being corrected. It stands in the top layer, outside the article.
 */
import { MARK_KINDS, type MarkKind, type Part, type Range16 } from "../core.js";
import type { Messages } from "../messages.js";
import type { ReviewSession } from "../session.js";
import { h } from "./dom.js";

export interface ToolbarActions {
  mark(kind: MarkKind, range: Range16): void;
  use(part: Part): void;
  /** Parts of the mark being corrected; undefined where none is. */
  parts(): readonly Part[] | undefined;
}

/** Selecting settles before the toolbar shows. */
const DELAY = 180;

export class SelectionToolbar {
  readonly element: HTMLElement;
  readonly #messages: Messages;
  readonly #actions: ToolbarActions;
  readonly #label = h("span", { class: "toolbar-label" });
  readonly #buttons = h("span", { class: "toolbar-buttons" });
  #session: ReviewSession | undefined;
  #range: Range16 | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = new AbortController();

  constructor(messages: Messages, actions: ToolbarActions) {
    this.#messages = messages;
    this.#actions = actions;
    this.element = h(
      "div",
      {
        class: "toolbar",
        part: "toolbar",
        role: "toolbar",
        popover: "manual",
        "aria-label": messages.toolbar.label,
        // The pointer must not take the selection away on its way to a button.
        onmousedown: (event: MouseEvent) => event.preventDefault(),
      },
      this.#label,
      this.#buttons,
    );
  }

  /** What was last selected in the article, also after the selection has gone. */
  get range(): Range16 | undefined {
    return this.#session?.selection() ?? this.#range;
  }

  attach(session: ReviewSession): void {
    this.detach();
    this.#session = session;
    this.#ended = new AbortController();
    const page = session.element.ownerDocument;
    page.addEventListener("selectionchange", () => this.#changed(), { signal: this.#ended.signal });
  }

  detach(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
    this.hide();
    this.#session = undefined;
    this.#range = undefined;
  }

  hide(): void {
    clearTimeout(this.#timer);
    if (this.element.isConnected && this.element.matches(":popover-open")) this.element.hidePopover();
  }

  /** Forgets the words, once they were used. */
  forget(): void {
    this.#range = undefined;
    this.hide();
    this.#session?.element.ownerDocument.getSelection()?.removeAllRanges();
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), DELAY);
  }

  #show(): void {
    const range = this.#session?.selection();
    if (!range) {
      this.hide();
      return;
    }
    this.#range = range;
    const place = this.#session?.rangeOf(range[0], range[1]);
    if (!place || !this.element.isConnected) return;
    this.#draw(range);
    if (!this.element.matches(":popover-open")) this.element.showPopover();
    const boxes = place.getClientRects();
    const last = boxes[boxes.length - 1] ?? place.getBoundingClientRect();
    const width = this.element.offsetWidth;
    const left = Math.min(Math.max(8, last.right - width), document.documentElement.clientWidth - width - 8);
    // In the page's own coordinates, so that it scrolls with the words and nothing runs on scroll.
    this.element.style.setProperty("left", `${Math.max(8, left) + scrollX}px`);
    this.element.style.setProperty("top", `${last.bottom + 10 + scrollY}px`);
  }

  #draw(range: Range16): void {
    const { toolbar, kinds, parts: names } = this.#messages;
    const parts = this.#actions.parts();
    this.#label.textContent = parts ? toolbar.useAs : toolbar.markAs;
    const button = (kind: string, label: string, act: () => void) =>
      h("button", { type: "button", "data-kind": kind, onclick: act }, h("span", { class: "swatch" }), label);
    this.#buttons.replaceChildren(
      ...(parts
        ? parts.map((part) => button(part, names[part], () => this.#actions.use(part)))
        : MARK_KINDS.map((kind) => button(kind, kinds[kind], () => this.#actions.mark(kind, range)))),
    );
  }
}
