/**
 * The list of marks: the accessible view of what the article shows as colours.
 *
 * A listbox of one tab stop; focus is on the chosen row, choosing follows focus. Rows are kept by
 * mark, and only those whose mark changed are made again.
 */
import { isOpen, type Mark } from "../marks.js";
import type { Messages } from "../messages.js";
import type { ReviewSession } from "../session.js";
import { h, icon, setAttribute } from "./dom.js";
import { confidenceOf, detailOf, STATE_ICONS } from "./mark-text.js";

interface Row {
  element: HTMLElement;
  /** What the row was made from. */
  signature: string;
}

export class MarkList {
  readonly element: HTMLElement;
  #messages: Messages;
  readonly #choose: (id: string) => void;
  #rows = new Map<string, Row>();
  #shown: string[] = [];
  #selected: string | null = null;
  readonly #cardId: string;
  #note = h("p", { class: "note" });

  constructor(messages: Messages, cardId: string, choose: (id: string) => void) {
    this.#messages = messages;
    this.#cardId = cardId;
    this.#choose = choose;
    this.element = h("div", {
      role: "listbox",
      part: "list",
      class: "list",
      "aria-label": messages.list,
      onclick: (event: MouseEvent) => this.#click(event),
      onkeydown: (event: KeyboardEvent) => this.#key(event),
    });
  }

  /** Ids of the rows, in their order. */
  get shown(): readonly string[] {
    return this.#shown;
  }

  /** Makes the rows of these marks; those of `touched` marks anew, others only if they changed. */
  draw(session: ReviewSession, marks: readonly Mark[], touched: ReadonlySet<string>, note: string): void {
    const rows = new Map<string, Row>();
    for (const mark of marks) {
      const signature = `${mark.state} ${mark.kind} ${mark.confidence} ${mark.ranges.map((r) => `${r.part}${r.start}-${r.end}`)}`;
      const old = this.#rows.get(mark.id);
      const unchanged = old?.signature === signature && !touched.has(mark.id);
      rows.set(mark.id, unchanged ? old : { element: this.#row(session, mark.id, old?.element), signature });
    }
    this.#rows = rows;
    this.#shown = marks.map((mark) => mark.id);
    this.#place();
    this.#note.textContent = note;
    this.#note.hidden = marks.length > 0;
    setAttribute(this.element, "tabindex", marks.length === 0 ? "0" : undefined);
    this.select(session.selected);
  }

  /** Shows which row is chosen; the tab stop is there, or on the first row. */
  select(id: string | null): void {
    this.#selected = id !== null && this.#rows.has(id) ? id : null;
    const stop = this.#selected ?? this.#shown[0];
    for (const [own, { element }] of this.#rows) {
      const isSelected = own === this.#selected;
      if (element.getAttribute("aria-selected") !== String(isSelected)) {
        element.setAttribute("aria-selected", String(isSelected));
      }
      const tabindex = own === stop ? "0" : "-1";
      if (element.getAttribute("tabindex") !== tabindex) element.setAttribute("tabindex", tabindex);
    }
    if (this.#selected) this.#scrollTo(this.#selected);
  }

  /** Puts the focus on the chosen row, or the first. */
  focus(): void {
    const id = this.#selected ?? this.#shown[0];
    (id === undefined ? this.element : this.#rows.get(id)?.element)?.focus({ preventScroll: true });
  }

  /** The id `by` rows on from the chosen one, staying in the list; the first or last without one. */
  neighbour(by: number): string | undefined {
    if (this.#selected === null) return by > 0 ? this.#shown[0] : this.#shown.at(-1);
    const index = this.#shown.indexOf(this.#selected) + by;
    return this.#shown[Math.min(Math.max(index, 0), this.#shown.length - 1)];
  }

  /** The next open mark after one, going round once; undefined where all are decided. */
  nextOpen(marks: readonly Mark[], after: string | null): string | undefined {
    const shown = new Set(this.#shown);
    const index = marks.findIndex((mark) => mark.id === after);
    const order = [...marks.slice(index + 1), ...marks.slice(0, index + 1)];
    return order.find((mark) => isOpen(mark) && shown.has(mark.id))?.id;
  }

  #row(session: ReviewSession, id: string, old: HTMLElement | undefined): HTMLElement {
    const messages = this.#messages;
    const row =
      old ??
      h("div", {
        role: "option",
        part: "row",
        class: "row",
        "data-id": id,
        "aria-details": this.#cardId,
        tabindex: "-1",
        "aria-selected": "false",
      });
    const mark = session.mark(id);
    if (!mark) return row;
    const kind = messages.kinds[mark.kind];
    const detail = detailOf(mark, messages);
    const confidence = confidenceOf(mark, messages);
    const excerpt = mark.excerpt.replace(/\s+/g, " ").trim() || messages.noWords;
    setAttribute(
      row,
      "aria-label",
      messages.row({ kind, detail, state: messages.states[mark.state], confidence, excerpt }),
    );
    row.dataset.kind = mark.kind;
    row.dataset.state = mark.state;
    row.replaceChildren(
      h("span", { class: "swatch" }),
      h("span", { class: "excerpt" }, excerpt),
      h("span", { class: "about" }, h("b", {}, kind), detail && ` ${detail}`),
      h(
        "span",
        { class: "state" },
        confidence && h("span", { class: "figure" }, confidence),
        icon(STATE_ICONS[mark.state]),
      ),
    );
    return row;
  }

  /** Puts the rows in order, moving as few as it can. */
  #place(): void {
    let next: ChildNode | null = this.element.firstChild;
    for (const id of this.#shown) {
      const element = this.#rows.get(id)?.element;
      if (!element) continue;
      if (element === next) next = next.nextSibling;
      else this.element.insertBefore(element, next);
    }
    while (next) {
      const gone: ChildNode = next;
      next = next.nextSibling;
      if (gone !== this.#note) gone.remove();
    }
    if (this.#note.parentNode !== this.element) this.element.append(this.#note);
  }

  /** Scrolls the list alone, not the page. */
  #scrollTo(id: string): void {
    const row = this.#rows.get(id)?.element;
    if (!row || !this.element.isConnected) return;
    const box = row.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    if (box.top < frame.top) this.element.scrollTop += box.top - frame.top - 8;
    else if (box.bottom > frame.bottom) this.element.scrollTop += box.bottom - frame.bottom + 8;
  }

  #click(event: MouseEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-id]");
    const id = row?.dataset.id;
    if (!row || id === undefined) return;
    this.#choose(id);
    row.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.element.clientHeight / 64));
    const moves: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.#shown.length,
      End: this.#shown.length,
    };
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    const id = move === undefined ? undefined : this.neighbour(move);
    if (id === undefined) return;
    event.preventDefault();
    this.#choose(id);
    this.focus();
  }
}
