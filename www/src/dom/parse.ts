/** HTML into an inert document: no script in it runs, nothing of it is loaded. */

/** Browsers take quadratic time over deep nesting; this much still takes them less than a second. */
const DEEPEST = 10_000;

/** Elements that end without an end tag. */
const UNENDED = new Set([
  "area",
  "base",
  "br",
  "col",
  "embed",
  "hr",
  "img",
  "input",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
  "p",
  "li",
  "dt",
  "dd",
  "td",
  "th",
  "tr",
  "tbody",
  "thead",
  "tfoot",
  "option",
  "optgroup",
  "colgroup",
  "rp",
  "rt",
]);

/** Parses HTML. Throws on a page nested so deeply that the browser's parser would hang. */
export function parseHtml(html: string): Document {
  let depth = 0;
  for (const [, slash, tag = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (UNENDED.has(tag.toLowerCase())) continue;
    depth = Math.max(0, depth + (slash ? -1 : 1));
    if (depth > DEEPEST) throw new Error(`The page is nested more than ${DEEPEST} elements deep.`);
  }
  return new DOMParser().parseFromString(html, "text/html");
}
