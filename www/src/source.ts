/**
 * What an article is read from, in a form that can be posted to a worker: the worker and the main
 * thread each make their own article of it, and both count the same offsets.
 */
import type { CoreArticle, CoreModule } from "./core.js";

export type ArticleSource =
  | { kind: "text"; text: string }
  /** The node stream of {@link CoreArticleStatic.fromDom}; the walker in `dom/walker.ts` makes it. */
  | { kind: "dom"; ops: Uint32Array; text: string; names: string };

/** Reads the article; free it after use. Throws on a malformed stream. Linear in the source. */
export function readArticle(core: CoreModule, source: ArticleSource): CoreArticle {
  return source.kind === "text"
    ? core.Article.fromText(source.text)
    : core.Article.fromDom(source.ops, source.text, source.names);
}
