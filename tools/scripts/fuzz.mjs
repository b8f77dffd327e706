// `npm run test:fuzz`: random and adversarial inputs, driven by coverage (libFuzzer), for an hour.
//   npm run test:fuzz -- analyze cost     only the targets named, each for its share of the hour
//   npm run test:fuzz -- --minutes 10     all of it in ten minutes
// Stable Rust and a C++ compiler are enough. What is found is kept in `fuzz/corpus` and gone on from next time; an input
// that fails is kept in `fuzz/artifacts`, and the last lines name it.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { rust } from "./prepare.mjs";
import { onPath, output, Problem, root, run, say, script } from "./process.mjs";

// Minutes of the hour, the largest input in bytes, and where inputs to begin with stand beside `fuzz/seeds`.
const targets = {
  analyze: { minutes: 25, largest: 2000, seeds: ["tests/cases/articles"] },
  cost: { minutes: 15, largest: 12, seeds: [] },
  edit: { minutes: 10, largest: 1000, seeds: ["tests/cases/articles"] },
  html: { minutes: 5, largest: 2000, seeds: ["tests/cases/html"] },
  verdicts: { minutes: 3, largest: 4000, seeds: [] },
  weights: { minutes: 2, largest: 1000, seeds: [] },
};
const hour = 60;

// What cargo-fuzz passes for `--sanitizer none`; the core forbids unsafe code, so that a sanitizer would find little.
const coverage = [
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
  "-Ccodegen-units=1",
].join(" ");

/** Compiles the targets and returns the directory of their programs. */
async function build() {
  rust();
  if (!onPath(["c++", "g++", "clang++"])) {
    throw new Problem("libFuzzer needs a C++ compiler. On Debian this installs one:\n  apt-get install g++");
  }
  const host = output("rustc", ["-vV"])?.match(/^host: (.*)$/m)?.[1];
  if (!host) throw new Problem("rustc -vV does not name its host");
  const directory = join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "fuzz");
  say("building the fuzz targets (a few minutes the first time)");
  // With a target named, the flags are for our code and not for build scripts, which have no libFuzzer to link with.
  await run("cargo", ["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host], {
    env: { CARGO_TARGET_DIR: directory, RUSTFLAGS: coverage },
  });
  return join(directory, host, "release");
}

/** Runs one target for some seconds; what it wrote is in `fuzz/logs`. */
async function fuzz(programs, name, seconds) {
  const own = (kind) => join(root, "fuzz", kind, name);
  for (const kind of ["corpus", "artifacts"]) mkdirSync(own(kind), { recursive: true });
  mkdirSync(join(root, "fuzz", "logs"), { recursive: true });
  const { largest, seeds } = targets[name];
  const options = [
    own("corpus"), // the first directory is the one that new inputs go to
    own("seeds"),
    ...seeds.map((path) => join(root, path)),
    `-artifact_prefix=${own("artifacts")}/`,
    `-dict=${join(root, "fuzz", "dictionary.txt")}`,
    `-max_len=${largest}`,
    `-max_total_time=${Math.max(1, Math.round(seconds))}`,
    "-timeout=120", // seconds by the clock on the wall, of which a busy machine takes many
    "-rss_limit_mb=3000",
    "-print_final_stats=1",
  ];
  const child = spawn(join(programs, name), options, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  const log = createWriteStream(join(root, "fuzz", "logs", `${name}.log`));
  const lines = [];
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text) => {
    log.write(text);
    lines.push(text);
  });
  const status = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit status ${code}`)));
  });
  log.end();
  return { name, status, ...figures(lines.join("")) };
}

/** What libFuzzer printed. */
function figures(log) {
  const last = (pattern) => [...log.matchAll(pattern)].at(-1);
  const progress = last(/cov: (\d+) ft: (\d+) corp: (\d+)/g);
  return {
    executions: last(/number_of_executed_units: (\d+)/g)?.[1] ?? "?",
    edges: progress?.[1] ?? "?",
    features: progress?.[2] ?? "?",
    inputs: progress?.[3] ?? "?",
    megabytes: last(/peak_rss_mb: +(\d+)/g)?.[1] ?? "?",
    worst: [last(/^cost: .*first look.*$/gm), last(/^cost: .*long texts.*$/gm)].flatMap((line) => line?.[0] ?? []),
    failure: last(/panicked at [^\n]*\n[^\n]*|libFuzzer: (?:timeout|out-of-memory)[^\n]*/g)?.[0],
    artifact: last(/Test unit written to (.*)/g)?.[1],
  };
}

await script(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { minutes: { type: "string", default: String(hour) } },
  });
  const unknown = positionals.find((name) => !(name in targets));
  if (unknown) throw new Problem(`no target is called ${unknown}; there are ${Object.keys(targets).join(", ")}`);
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Problem(`--minutes is not a number above 0: ${values.minutes}`);

  const programs = await build();
  const failed = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(targets)) {
    const share = (targets[name].minutes * minutes) / hour;
    say(`${name}: ${share.toFixed(1)} minutes`);
    const result = await fuzz(programs, name, share * 60);
    const { executions, edges, features, inputs, megabytes, worst } = result;
    say(
      `${name}: ${executions} inputs tried, ${edges} branches and ${features} features reached, ` +
        `${inputs} inputs kept, at most ${megabytes} MB`,
    );
    for (const line of worst) say(line);
    if (result.status !== null) failed.push(result);
  }
  for (const { name, status, failure, artifact } of failed) {
    say(`${name} FAILED: ${failure ?? status}`);
    if (artifact)
      say(`to see it again: ${join(programs, name)} ${join("fuzz", "artifacts", name, basename(artifact))}`);
  }
  if (failed.length > 0) throw new Problem(`${failed.length} of the targets failed`);
});
