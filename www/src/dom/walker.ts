/**
 * Reads a DOM subtree, once, into the node stream that the core makes an article of.
 *
 * It says what is there and how it is laid out; what is a block, what is hidden by its tag and
 * where white space collapses, the core decides. Walks without recursion, since a hostile page can
 * nest without end, and linearly in the number of nodes.
 */
import { DomDisplay, DomOp } from "../core.js";
import type { ArticleSource } from "../source.js";

export interface Reading {
  source: ArticleSource & { kind: "dom" };
  /** Text nodes by their number in the stream, the numbers that `segments()` uses. */
  nodes: Text[];
  /** For each text node, the innermost element around it that has a box of its own. */
  holders: Element[];
}

/** Elements whose text no page shows as text. */
const UNREAD = new Set([
  "script",
  "style",
  "template",
  "noscript",
  "textarea",
  "select",
  "datalist",
  "iframe",
  "object",
  "embed",
  "canvas",
  "svg",
  "audio",
  "video",
  "head",
  "ascribe-review",
]);

/** The attribute of a tag that tells something. */
const VALUES: Readonly<Record<string, string>> = { a: "href", area: "href", time: "datetime", ol: "start" };

/** Reads a subtree of the live page: as laid out, with open shadow roots and slots. */
export function readElement(root: Element): Reading {
  const stream = new Stream();
  stream.metadata(root.ownerDocument);
  walk(root, stream, true);
  return stream.finish();
}

/** Reads a document that is parsed but not shown (`DOMParser`): no script in it has run, nothing was loaded. */
export function readDocument(parsed: Document): Reading {
  const stream = new Stream();
  stream.metadata(parsed);
  walk(parsed.body ?? parsed.documentElement, stream, false);
  return stream.finish();
}

interface Frame {
  children: ArrayLike<Node>;
  next: number;
  holder: Element;
  /** Text right inside is shown. */
  visible: boolean;
}

function walk(root: Element, stream: Stream, live: boolean): void {
  const stack: Frame[] = [];
  const enter = (element: Element, outer: Element) => {
    const tag = element.localName.toLowerCase();
    if (UNREAD.has(tag)) return;
    let display = DomDisplay.Auto;
    let visible = true;
    let holder = outer;
    if (live) {
      const style = getComputedStyle(element);
      display = displayOf(style.display);
      if (display === DomDisplay.None) return;
      visible = style.visibility === "visible";
      // `display: contents` has no box, so nothing could observe where it is.
      if (display === DomDisplay.Block) holder = element;
    }
    stream.open(element, tag, display);
    stack.push({ children: childrenOf(element, live), next: 0, holder, visible });
  };
  enter(root, root);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const child = frame.children[frame.next++];
    if (!child) {
      stream.close();
      stack.pop();
    } else if (isText(child)) {
      if (frame.visible) stream.text(child, frame.holder);
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      enter(child as Element, frame.holder);
    }
  }
}

function isText(node: Node): node is Text {
  return node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE;
}

function childrenOf(element: Element, live: boolean): ArrayLike<Node> {
  if (live && element.shadowRoot) return element.shadowRoot.childNodes;
  if (live && element instanceof HTMLSlotElement) {
    const assigned = element.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return element.childNodes;
}

function displayOf(computed: string): DomDisplay {
  if (computed === "none") return DomDisplay.None;
  if (computed.startsWith("inline") || computed === "contents" || computed.startsWith("ruby")) return DomDisplay.Inline;
  return DomDisplay.Block;
}

class Stream {
  #ops: number[] = [];
  #text: string[] = [];
  #names: string[] = [""];
  #numbers = new Map<string, number>([["", 0]]);
  #nodes: Text[] = [];
  #holders: Element[] = [];

  open(element: Element, tag: string, display: DomDisplay): void {
    const names = [element.getAttribute("class"), element.id].filter(Boolean).join(" ");
    const value = VALUES[tag];
    this.#ops.push(
      DomOp.Open,
      this.#name(tag),
      this.#name(names),
      this.#name(element.getAttribute("role")),
      this.#name(value ? element.getAttribute(value) : null),
      display,
    );
  }

  close(): void {
    this.#ops.push(DomOp.Close);
  }

  text(node: Text, holder: Element): void {
    this.#ops.push(DomOp.Text, node.data.length);
    this.#text.push(withoutNul(node.data), "\0");
    this.#nodes.push(node);
    this.#holders.push(holder);
  }

  metadata(page: Document): void {
    this.#meta("title", page.title);
    this.#meta("lang", page.documentElement?.getAttribute("lang"));
    for (const meta of page.querySelectorAll("meta[content]")) {
      const key = meta.getAttribute("property") ?? meta.getAttribute("name") ?? meta.getAttribute("itemprop");
      if (key) this.#meta(key.toLowerCase(), meta.getAttribute("content"));
    }
    this.#meta("canonical", page.querySelector("link[rel~='canonical']")?.getAttribute("href"));
  }

  finish(): Reading {
    return {
      source: {
        kind: "dom",
        ops: Uint32Array.from(this.#ops),
        text: this.#text.join(""),
        names: this.#names.join("\0"),
      },
      nodes: this.#nodes,
      holders: this.#holders,
    };
  }

  #meta(key: string, value: string | null | undefined): void {
    if (value) this.#ops.push(DomOp.Meta, this.#name(key), this.#name(value));
  }

  #name(name: string | null): number {
    if (!name) return 0;
    const clean = withoutNul(name);
    let number = this.#numbers.get(clean);
    if (number === undefined) {
      number = this.#names.length;
      this.#names.push(clean);
      this.#numbers.set(clean, number);
    }
    return number;
  }
}

function withoutNul(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
}
