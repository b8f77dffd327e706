/**
 * Article offsets and DOM positions, both ways.
 *
 * The core says which stretch of which text node each stretch of the article came from
 * (`segments()`); this keeps that table and answers by binary search. White space that the reader
 * made (between blocks, for instance) belongs to no node: it maps to the nearest node's end.
 */
import type { Range16 } from "../core.js";

/** A position in a text node, in UTF-16 units. */
export interface TextPosition {
  node: Text;
  offset: number;
}

/** Numbers a segment in the table. */
const WIDTH = 4;

export class TextMap {
  /** Text nodes, in article order. */
  readonly nodes: readonly Text[];
  /** For each node, the innermost element around it that has a box. */
  readonly holders: readonly Element[];
  readonly #table: Uint32Array;
  readonly #numbers = new Map<Node, number>();

  /** `segments`: four numbers each, sorted: article start, node number, start in the node, length. */
  constructor(segments: Uint32Array, nodes: readonly Text[], holders: readonly Element[]) {
    this.#table = segments;
    this.nodes = nodes;
    this.holders = holders;
    for (const [number, node] of nodes.entries()) this.#numbers.set(node, number);
  }

  get segmentCount(): number {
    return this.#table.length / WIDTH;
  }

  /** One row of the table; out of range gives zeros. */
  segment(index: number): { start: number; end: number; node: number; nodeStart: number } {
    const at = index * WIDTH;
    const start = this.#table[at] ?? 0;
    const length = this.#table[at + 3] ?? 0;
    return { start, end: start + length, node: this.#table[at + 1] ?? 0, nodeStart: this.#table[at + 2] ?? 0 };
  }

  /** Index of the first segment that ends after `offset`; `segmentCount` where there is none. */
  segmentAt(offset: number): number {
    return this.#search((segment) => segment.end > offset);
  }

  /** The live range that shows `[start, end)`, or undefined where none of it is in the page. */
  rangeOf(start: number, end: number): Range | undefined {
    const first = this.segmentAt(start);
    const last = this.#search((segment) => segment.end >= end);
    const from = this.#position(first, start);
    const to = this.#position(last < this.segmentCount && this.segment(last).start < end ? last : last - 1, end);
    if (!from || !to || !from.node.isConnected || !to.node.isConnected) return undefined;
    const range = from.node.ownerDocument.createRange();
    range.setStart(from.node, Math.min(from.offset, from.node.length));
    range.setEnd(to.node, Math.min(to.offset, to.node.length));
    return range.collapsed ? undefined : range;
  }

  /** The article offset of a position in a text node; undefined for a node that is not the article's. */
  offsetOf(node: Node, offset: number): number | undefined {
    const number = this.#numbers.get(node);
    if (number === undefined) return undefined;
    // The last segment that starts at or before the position.
    const next = this.#search(
      (segment) => segment.node > number || (segment.node === number && segment.nodeStart > offset),
    );
    const before = this.segment(next - 1);
    if (next > 0 && before.node === number) return Math.min(before.start + offset - before.nodeStart, before.end);
    // Before all the node shows (leading white space), or in a node that shows nothing.
    return next < this.segmentCount ? this.segment(next).start : next > 0 ? before.end : undefined;
  }

  /** The stretch of the article that a DOM range covers; undefined where it covers none. */
  offsetsOf(range: AbstractRange): Range16 | undefined {
    const start = this.#boundary(range.startContainer, range.startOffset, true);
    const end = this.#boundary(range.endContainer, range.endOffset, false);
    return start !== undefined && end !== undefined && start < end ? [start, end] : undefined;
  }

  #boundary(container: Node, offset: number, isStart: boolean): number | undefined {
    if (this.#numbers.has(container)) return this.offsetOf(container, offset);
    // An element, or text that is not the article's: the nearest article text inside the range.
    const child = container.childNodes[offset];
    const isAfter = (node: Text) => {
      if (child) return child.contains(node) || follows(child, node);
      return follows(container, node) && !container.contains(node);
    };
    let low = 0;
    let high = this.nodes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const node = this.nodes[middle];
      if (node && isAfter(node)) high = middle;
      else low = middle + 1;
    }
    const node = this.nodes[isStart ? low : low - 1];
    return node ? this.offsetOf(node, isStart ? 0 : node.length) : undefined;
  }

  #position(index: number, offset: number): TextPosition | undefined {
    if (index < 0 || index >= this.segmentCount) return undefined;
    const segment = this.segment(index);
    const node = this.nodes[segment.node];
    const inside = Math.min(Math.max(offset, segment.start), segment.end) - segment.start;
    return node && { node, offset: segment.nodeStart + inside };
  }

  #search(isBeyond: (segment: { start: number; end: number; node: number; nodeStart: number }) => boolean): number {
    let low = 0;
    let high = this.segmentCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBeyond(this.segment(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function follows(node: Node, other: Node): boolean {
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
