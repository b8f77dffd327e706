/** The widget's frame: its bar, its list, the places for card and messages. Made once; the element fills it. */
import type { Messages } from "../messages.js";
import { h, type IconName, icon } from "./dom.js";
import { type Filter, FilterButtons } from "./filters.js";
import { MarkList } from "./list.js";
import { SelectionToolbar, type ToolbarActions } from "./toolbar.js";

export interface Frame {
  /** What goes into the shadow root. */
  content: Node[];
  count: HTMLElement;
  bar: HTMLElement;
  next: HTMLButtonElement;
  undo: HTMLButtonElement;
  redo: HTMLButtonElement;
  expand: HTMLButtonElement;
  filters: FilterButtons;
  list: MarkList;
  card: HTMLElement;
  foot: HTMLElement;
  /** Read out by screen readers when it changes. */
  live: HTMLElement;
  keys: HTMLDialogElement;
  toolbar: SelectionToolbar;
}

export interface FrameActions extends ToolbarActions {
  key(event: KeyboardEvent): void;
  /** Chooses the mark so many rows on. */
  move(by: number): void;
  undo(): void;
  redo(): void;
  expand(): void;
  choose(id: string): void;
  filter(change: Partial<Filter>): void;
}

const CARD_ID = "card";

export function buildFrame(messages: Messages, actions: FrameActions): Frame {
  const tool = (content: Node, label: string, key: string, act: () => void) =>
    h(
      "button",
      {
        type: "button",
        class: "tool",
        "aria-label": label,
        title: `${label} (${key})`,
        "aria-keyshortcuts": key,
        onclick: act,
      },
      content,
    );
  const iconTool = (name: IconName, label: string, key: string, act: () => void) => tool(icon(name), label, key, act);

  const keys = keysDialog(messages);
  const previous = iconTool("previous", messages.previous, "k", () => actions.move(-1));
  const next = iconTool("next", messages.next, "j", () => actions.move(1));
  const undo = iconTool("undo", messages.undo, "u", () => actions.undo());
  const redo = iconTool("redo", messages.redo, "Shift+U", () => actions.redo());
  const mark = h("b", { "aria-hidden": "true" }, "?");
  const help = tool(mark, messages.help, "?", () => keys.showModal());
  const expand = h("button", { type: "button", class: "tool wide expand", onclick: () => actions.expand() });
  const count = h("span", { class: "count" });
  const bar = h(
    "div",
    { class: "bar", role: "progressbar", "aria-label": messages.review, "aria-valuemin": 0, "aria-valuemax": 100 },
    h("span"),
  );
  const filters = new FilterButtons(messages, (change) => actions.filter(change));
  const list = new MarkList(messages, CARD_ID, (id) => actions.choose(id));
  const card = h("section", { id: CARD_ID, part: "card", class: "card", "aria-label": messages.card });
  const foot = h("div", { class: "foot", part: "foot" });
  const live = h("div", { class: "hidden", role: "status" });
  const toolbar = new SelectionToolbar(messages, actions);

  const stepper = h("span", { class: "stepper" }, previous, next);
  const title = h("h2", {}, messages.review);
  const row = h("div", { class: "title-row" }, title, count, stepper, undo, redo, help, expand);
  const head = h("header", { class: "head", part: "head" }, row, bar, filters.element);
  const panel = h(
    "div",
    { class: "panel", part: "panel", onkeydown: (event: KeyboardEvent) => actions.key(event) },
    head,
    list.element,
    card,
    foot,
  );
  const content = [panel, toolbar.element, keys, live];
  return { content, count, bar, next, undo, redo, expand, filters, list, card, foot, live, keys, toolbar };
}

function keysDialog({ keys, close }: Messages): HTMLDialogElement {
  const rows = keys.rows.flatMap(([key, meaning]) => [h("dt", {}, key), h("dd", {}, meaning)]);
  const lines = keys.lines.map(([line, meaning]) => h("li", {}, h("span", { class: `line ${line}` }, meaning)));
  return h(
    "dialog",
    { "aria-label": keys.title, part: "dialog" },
    h("h3", {}, keys.title),
    h("dl", { class: "keys" }, ...rows),
    h("p", { class: "note" }, keys.note),
    h("h3", {}, keys.linesTitle),
    h("ul", { class: "lines" }, ...lines),
    h("form", { method: "dialog" }, h("button", { type: "submit", class: "verdict" }, close)),
  );
}
