/** Where in the article a pointer is, and what of it is selected. */
import type { Range16 } from "../core.js";
import type { TextMap } from "./text-map.js";

/** The article offset of the character under a point of the viewport; undefined beside the text. */
export function offsetAtPoint(text: TextMap, root: Document | ShadowRoot, x: number, y: number): number | undefined {
  const caret = caretAt(root, x, y);
  if (!caret) return undefined;
  // The caret goes to the nearer side of a character, so the pointer is on the one before or after.
  for (const start of [caret.offset, caret.offset - 1]) {
    const offset = text.offsetOf(caret.node, start);
    if (start < 0 || offset === undefined || caret.node.nodeType !== Node.TEXT_NODE) continue;
    if (start < (caret.node as Text).length && covers(caret.node as Text, start, x, y)) return offset;
  }
  return undefined;
}

function caretAt(root: Document | ShadowRoot, x: number, y: number): { node: Node; offset: number } | undefined {
  const page = root instanceof Document ? root : root.ownerDocument;
  if (typeof page.caretPositionFromPoint === "function") {
    const shadowRoots = root instanceof ShadowRoot ? [root] : [];
    const caret = page.caretPositionFromPoint(x, y, { shadowRoots });
    return caret ? { node: caret.offsetNode, offset: caret.offset } : undefined;
  }
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}

function covers(node: Text, start: number, x: number, y: number): boolean {
  const range = node.ownerDocument.createRange();
  range.setStart(node, start);
  // Both halves of a surrogate pair.
  const end = (node.data.codePointAt(start) ?? 0) > 0xffff ? start + 2 : start + 1;
  range.setEnd(node, Math.min(end, node.length));
  return [...range.getClientRects()].some(
    (box) => x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 2 && y <= box.bottom + 2,
  );
}

/** What is selected of the article, without white space at its ends. */
export function selectedOffsets(text: TextMap, article: string, root: Document | ShadowRoot): Range16 | undefined {
  const page = root instanceof Document ? root : root.ownerDocument;
  const selection = page.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return undefined;
  const range =
    root instanceof ShadowRoot && typeof selection.getComposedRanges === "function"
      ? selection.getComposedRanges({ shadowRoots: [root] })[0]
      : selection.getRangeAt(0);
  const offsets = range && text.offsetsOf(range);
  return offsets && trimmed(article, offsets);
}

/** The range without white space at its ends; undefined where nothing is left. */
export function trimmed(article: string, [start, end]: Range16): Range16 | undefined {
  const words = article.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  const to = start + words.trimEnd().length;
  return from < to ? [from, to] : undefined;
}
