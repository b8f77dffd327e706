// English to measure with: our own articles (tests/cases/articles) over and over, a running number in each paragraph.
// The number is there because the engine keeps what it found in a block by the block's text: text that is only repeated
// would be read once and looked up ever after, which no real article allows.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../scripts/process.mjs";

/** The paragraphs of our articles, without the marks of their gold (`{what ids|words}`). */
function ownParagraphs() {
  const folder = join(root, "tests", "cases", "articles");
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, body] = readFileSync(join(folder, file), "utf8").split("\n---\n");
      const text = body.replace(/\{[^|{}]*\||\}/g, "");
      return text.split("\n").filter((line) => line.trim() !== "");
    });
}

/** Words as people count them: what white space parts. The same count for whatever reads the text. */
export function countWords(text) {
  return text.match(/\S+/g)?.length ?? 0;
}

/**
 * Articles of about `length` words each, about `total` words together (at least one article). For any length it is the
 * same text, cut into articles at other places.
 */
export function articles(length, total) {
  const paragraphs = ownParagraphs();
  const found = [];
  let number = 0;
  while (found.length < Math.max(1, Math.round(total / length))) {
    const article = [];
    for (let words = 0; words < length; number++) {
      const paragraph = numbered(paragraphs[number % paragraphs.length], number + 1);
      article.push(paragraph);
      words += countWords(paragraph);
    }
    found.push(article.join("\n\n"));
  }
  return found;
}

// In the middle: at its end it would hide how the paragraph ends, and paragraphs that do not end as sentences do are
// taken for a list of headlines. Two words are a label ("Read more") and stay one.
function numbered(paragraph, number) {
  const words = paragraph.split(" ");
  if (words.length > 2) words.splice(words.length >> 1, 0, number);
  return words.join(" ");
}
