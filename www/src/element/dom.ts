/** Elements made in code: text goes in as text, never as markup, and no inline style is set. */

export type Child = Node | string | false | null | undefined;
export type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/**
 * Makes an element. A prop `onclick` (and so on) with a function is a listener; `true` is an empty
 * attribute; `false`, `null` and `undefined` are none; anything else is an attribute.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== false && child != null));
  return element;
}

/** Sets or takes away an attribute. */
export function setAttribute(element: Element, name: string, value: string | boolean | undefined): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : value);
}

/** Line drawings on a grid of 16, drawn in the text's colour. */
const ICONS = {
  accept: "M3 8.5 6.5 12 13 4.5",
  reject: "M4 4l8 8M12 4l-8 8",
  correct: "M3 13l.7-3L10.5 3.2a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2L6 12.3 3 13z",
  add: "M8 3v10M3 8h10",
  undo: "M6 3 3 6l3 3M3 6h6a4 4 0 0 1 0 8H7",
  redo: "M10 3l3 3-3 3M13 6H7a4 4 0 0 0 0 8h2",
  previous: "M4 10l4-4 4 4",
  next: "M4 6l4 4 4-4",
  close: "M4 4l8 8M12 4l-8 8",
  left: "M10 4 6 8l4 4",
  right: "M6 4l4 4-4 4",
  open: "M8 8m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0",
  lost: "M6 6a2 2 0 1 1 2.6 1.9c-.4.2-.6.5-.6 1V9.500M8 12v.01",
} as const;
export type IconName = keyof typeof ICONS;

/** A picture beside words that say the same; hidden from the accessibility tree. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
