// `npm run bench -- attribution`: how fast Ascribe analyses English, and what it weighs, beside libraries that only tag
// parts of speech. Ascribe runs all its stages (sentences, furniture, quotes, attributions, speakers); the peers do
// tokens, sentences and parts of speech, the step on which others build such an analysis.
import { buildWasm, wasmFile } from "../scripts/build.mjs";
import { say } from "../scripts/process.mjs";
import { bundle } from "./bundle.mjs";
import { chromium, launch } from "./places/chromium.mjs";
import { native } from "./places/native.mjs";
import { node } from "./places/node.mjs";
import { median, rounds as takeTurns } from "./rounds.mjs";
import { weigh } from "./sizes.mjs";
import { kilobytes, rounded, table, times } from "./table.mjs";
import { articles, countWords } from "./text.mjs";

// Words an article. The same amount of text each time, but for the last: where a rate falls from left to right, time
// is not linear in the text.
const lengths = [1_000, 10_000, 30_000, 100_000, 300_000];
const total = 100_000;

const subjects = [
  { id: "ascribe", name: "Ascribe, numbers" },
  { id: "ascribe-objects", name: "Ascribe, objects" },
  { id: "wink", name: "wink-nlp, tags", peer: true },
  // Some 20 times slower than the rest: a part of the text has to do.
  { id: "compromise", name: "compromise, tags", peer: true, most: 10 },
];

export async function attribution({ rounds }) {
  await buildWasm();
  const bundles = {};
  for (const { id } of subjects) bundles[id] = await bundle(id, `tools/bench/subjects/${id}.ts`);
  const speed = await measureSpeed(bundles, rounds);
  say(`Chromium ${speed.chromium}, medians of ${rounds} rounds`);
  printSpeed(speed);
  const sizes = await measureSizes(bundles);
  printSizes(sizes);
  return { speed, sizes };
}

async function measureSpeed(bundles, count) {
  const sets = lengths.map((length) => articles(length, total));
  const browser = await launch();
  const version = browser.version();
  const rows = [{ place: "native", name: "Ascribe", sets, runner: await native(sets) }];
  try {
    for (const subject of subjects) {
      const most = subject.most ? [sets[0].slice(0, subject.most)] : sets;
      const [entry] = bundles[subject.id];
      const wasm = subject.peer ? undefined : wasmFile;
      rows.push({ place: "Node", ...subject, sets: most, runner: await node(entry, most, wasm) });
      rows.push({ place: "Chromium", ...subject, sets: most, runner: await chromium(browser, entry, most) });
    }
    for (const [index, length] of lengths.entries()) {
      say(`reading ${sets[index].length} × ${rounded(length)} words`);
      const taking = rows.filter((row) => index < row.sets.length);
      const runners = taking.map(({ runner }) => ({ run: () => runner.run(index) }));
      const results = await takeTurns(runners, { warmups: 2, count });
      for (const [which, row] of taking.entries()) {
        row.runs ??= [];
        row.runs.push(summary(length, row.sets[index], results[which]));
      }
    }
  } finally {
    for (const { runner } of rows) await runner.close();
    await browser.close();
  }
  warnOfDifference(rows);
  const places = ["native", "Node", "Chromium"];
  rows.sort((a, b) => places.indexOf(a.place) - places.indexOf(b.place));
  return {
    chromium: version,
    rows: rows.map(({ place, name, peer = false, runs }) => ({ place, name, peer, runs })),
    ratios: ratios(rows),
  };
}

/** Rates of one set: words a second, by processor time where there is such a clock, and by the clock on the wall. */
function summary(length, texts, results) {
  const words = texts.reduce((sum, text) => sum + countWords(text), 0);
  const rates = results.map(({ cpu, wall }) => (words / (cpu ?? wall)) * 1000);
  const wallRates = results.map(({ wall }) => (words / wall) * 1000);
  return { length, words, found: results[0].found, rate: median(rates), wallRate: median(wallRates), rates, wallRates };
}

/** Each Ascribe against each peer of its place, round by round; the native engine against the peers under Node. */
function ratios(rows) {
  const found = [];
  for (const own of rows.filter(({ peer }) => !peer)) {
    const place = own.place === "native" ? "Node" : own.place;
    for (const peer of rows.filter((row) => row.peer && row.place === place)) {
      for (const [index, { length, rates }] of peer.runs.entries()) {
        const by = rates.map((rate, round) => own.runs[index].rates[round] / rate);
        const spread = { ratio: median(by), low: Math.min(...by), high: Math.max(...by) };
        found.push({ place: own.place, name: own.name, peer: peer.name, length, ...spread });
      }
    }
  }
  return found;
}

/**
 * Figures of an engine that does not do its work would be worthless: all places must find the same, and as much in a
 * long article as in short ones (a number at each paragraph's end once made nearly all of a long one furniture).
 */
function warnOfDifference(rows) {
  for (const { name, runs } of rows) {
    const share = ({ found, words }) => found / words;
    if (runs.some((run) => share(run) < 0.8 * share(runs[0]))) say(`WARNING: ${name}: finds less in longer articles`);
  }
  const same = (some) => new Set(some.map(({ runs }) => JSON.stringify(runs.map(({ found }) => found)))).size === 1;
  const attributions = rows.filter(({ name, id }) => name === "Ascribe" || id === "ascribe-objects");
  if (!same(attributions)) say("WARNING: native and wasm do not find the same number of attributions");
  for (const { id, name } of subjects) {
    if (!same(rows.filter((row) => row.id === id))) say(`WARNING: ${name}: Node and Chromium do not find the same`);
  }
}

function printSpeed({ rows, ratios }) {
  console.log("\nWords a second of processor time, by the length of the articles in words");
  console.log("(the last column: the rate of the longest against that of the shortest; 1 is linear)\n");
  const heads = ["", ...lengths.map(rounded), "linear"];
  const cells = rows.map(({ place, name, runs }) => [
    `${place}: ${name}`,
    ...lengths.map((_, index) => (runs[index] ? rounded(runs[index].rate) : "")),
    runs.length === lengths.length ? (runs.at(-1).rate / runs[0].rate).toFixed(2) : "",
  ]);
  console.log(table([heads, ...cells]));

  console.log("\nHow many times as fast as the peer in the same place (native: as the peer under Node);");
  console.log("in brackets the least and the most of any round\n");
  const shown = [lengths[0], total];
  const pairs = new Map();
  for (const { place, name, peer, length, ratio, low, high } of ratios) {
    const pair = `${place}: ${name} / ${peer}`;
    pairs.set(pair, { ...pairs.get(pair), [length]: `${times(ratio)} (${times(low)} to ${times(high)})` });
  }
  const lines = [...pairs].map(([pair, by]) => [pair, ...shown.map((length) => by[length] ?? "")]);
  console.log(table([["", ...shown.map((length) => `${rounded(length)} words`)], ...lines]));
}

async function measureSizes(bundles) {
  const glue = await bundle("glue", "www/src/index.ts");
  const review = await bundle("glue-element", "www/src/element.ts");
  const code = (files) => files.filter((file) => file.endsWith(".js"));
  return [
    { name: "Ascribe: wasm", ...weigh([wasmFile]) },
    { name: "Ascribe: glue and worker", ...weigh(code(glue)) },
    { name: "Ascribe: all to analyse", ...weigh([wasmFile, ...code(glue)]), whole: true },
    { name: "Ascribe: all with the review", ...weigh([wasmFile, ...code(review)]) },
    { name: "wink-nlp with its model", ...weigh(code(bundles["wink"])), peer: true },
    { name: "compromise/two", ...weigh(code(bundles["compromise"])), peer: true },
  ];
}

function printSizes(sizes) {
  const own = sizes.find(({ whole }) => whole);
  console.log("\nWhat the reader's browser fetches, minified (the last column: its brotli size against Ascribe's)\n");
  const rows = sizes.map(({ name, raw, gzip, brotli, peer }) => [
    name,
    ...[raw, gzip, brotli].map(kilobytes),
    peer ? times(brotli / own.brotli) : "",
  ]);
  console.log(table([["", "raw", "gzip", "brotli", "against"], ...rows]));
  console.log();
}
