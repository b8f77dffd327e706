/** Articles that come in: pasted, dropped, opened, picked from the samples. */

/** An article as it came: text or HTML, untrusted. */
export interface Incoming {
  format: "text" | "html";
  body: string;
  /** Of a sample: its file name without the ending. */
  sample?: string;
}

/** From a clipboard or a drag: HTML if there is some, else text; undefined where there is neither. */
export function fromTransfer(transfer: DataTransfer): Incoming | undefined {
  const html = transfer.getData("text/html");
  if (html.trim() !== "") return { format: "html", body: html };
  const text = transfer.getData("text/plain");
  return text.trim() === "" ? undefined : fromText(text);
}

export async function fromFile(file: File): Promise<Incoming> {
  const body = await file.text();
  const isHtml = /\.x?html?$/i.test(file.name) || file.type === "text/html" || file.type === "application/xhtml+xml";
  return isHtml ? { format: "html", body } : { format: "text", body };
}

/** Typed or pasted text; a page's source is read as HTML. */
export function fromText(text: string): Incoming {
  return { format: /^\s*<(!doctype html|html)[\s>]/i.test(text) ? "html" : "text", body: text };
}

/** A key that is the same whenever the same article comes again. */
export async function keyOf({ format, body }: Incoming): Promise<string> {
  // Only secure origins have a hash; without one, the length and the beginning must do.
  if (!globalThis.crypto?.subtle) return `${format}:${body.length}:${body.slice(0, 120)}`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${format}\n${body}`));
  const bytes = [...new Uint8Array(digest).slice(0, 16)];
  return `sha256:${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
