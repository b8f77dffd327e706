/** The built-in articles: our own prose, with the furniture that news pages have. */
import type { Incoming } from "./incoming.js";

export const SAMPLES: readonly { name: string; title: string; about: string }[] = [
  { name: "ferry", title: "The ferry is back on Tolsay. So is the argument", about: "A local paper’s report" },
  { name: "archive", title: "Nine thousand faces in the boiler room", about: "An investigation" },
  { name: "rates", title: "Karsland holds rates in surprise split vote", about: "Business, from an agency" },
  { name: "orchard", title: "The untidy orchard knows something", about: "A magazine feature" },
  { name: "fahre", title: "Halmoog hat seine Fähre wieder", about: "In German" },
];

/** Fetches a sample, as text. Rejects if it cannot be had. */
export async function fetchSample(name: string): Promise<Incoming> {
  const response = await fetch(new URL(`samples/${encodeURIComponent(name)}.html`, document.baseURI));
  if (!response.ok) throw new Error(`The sample “${name}” could not be loaded (status ${response.status}).`);
  return { format: "html", body: await response.text(), sample: name };
}
