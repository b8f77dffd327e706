/** The page's own elements, by id. */

/** Throws where the page has none, or one of another tag: a mistake in the page. */
export function element(id: string): HTMLElement;
export function element<K extends keyof HTMLElementTagNameMap>(id: string, tag: K): HTMLElementTagNameMap[K];
export function element(id: string, tag?: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found || (tag !== undefined && found.localName !== tag))
    throw new Error(`The page has no ${tag ?? "element"} “${id}”.`);
  return found;
}
