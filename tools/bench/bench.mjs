// `npm run bench`: measures speed and size beside a peer in the same run, and prints tables. Nothing here fails on a
// time: figures are for people to compare, and a busy machine is no error.
//   npm run bench -- attribution      only the benchmarks named
//   npm run bench -- --json FILE      writes all figures as JSON too
//   npm run bench -- --rounds 9       more rounds than 5
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { npmPackages, rust } from "../scripts/prepare.mjs";
import { Problem, say, script } from "../scripts/process.mjs";
import { machine } from "./machine.mjs";

// Each is a module of that name beside this one with a function of that name, which takes `{ rounds }`, says or prints
// what it finds, and returns its figures for JSON. A module is loaded when it is asked for: what it imports may not be
// installed yet.
const benchmarks = ["attribution"];

await script(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, rounds: { type: "string", default: "5" } },
  });
  const unknown = positionals.find((name) => !benchmarks.includes(name));
  if (unknown) throw new Problem(`no benchmark is called ${unknown}; there are ${benchmarks.join(", ")}`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Problem(`--rounds is not a number from 1: ${values.rounds}`);

  rust();
  await npmPackages();
  const where = machine();
  say(`${where.date}, ${where.cores} × ${where.processor}, load ${where.load}, Node ${where.node}, ${where.rust}`);
  const figures = {};
  for (const name of positionals.length > 0 ? positionals : benchmarks) {
    say(`── ${name} ──`);
    const module = await import(`./${name}.mjs`);
    figures[name] = await module[name]({ rounds });
  }
  if (values.json) {
    writeFileSync(values.json, `${JSON.stringify({ machine: where, rounds, benchmarks: figures }, null, 2)}\n`);
    say(`all figures are in ${values.json}`);
  }
});
