/** compromise's second layer: tokens, sentences and parts of speech, without the phrases of its third. */
import nlp from "compromise/two";
import type { Load } from "./subject.js";

export const load: Load = async () => (text) => nlp(text).wordCount();
