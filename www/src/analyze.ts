/** Runs the engine over a source: the one function that the worker and the main thread share. */
import type { AnalysisObject, CoreEncodedAnalysis, CoreModule } from "./core.js";
import type { AnalysisForm } from "./protocol.js";
import { type ArticleSource, readArticle } from "./source.js";

export function analyzeSource(
  core: CoreModule,
  source: ArticleSource,
  form: AnalysisForm,
): AnalysisObject | CoreEncodedAnalysis {
  const article = readArticle(core, source);
  try {
    const document = new core.Document(article);
    try {
      const { version, language, numbers, names } = document.analyze();
      if (form === "object") return core.toObject(article, numbers, names, language);
      return { version, language, numbers, names };
    } finally {
      document.free();
    }
  } finally {
    article.free();
  }
}
