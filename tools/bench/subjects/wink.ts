/** wink-nlp with its light English model, no further than parts of speech. Its tags are made but not read out. */
import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import type { Load } from "./subject.js";

export const load: Load = async () => {
  const nlp = winkNLP(model, ["sbd", "pos"]);
  return (text) => nlp.readDoc(text).tokens().length();
};
