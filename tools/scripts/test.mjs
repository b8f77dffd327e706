// `npm test`: every check, in parts; all parts run even if one fails. `node tools/scripts/test.mjs
// rust page` runs only the parts named. The last line is `N passed, N failed`, counting parts.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { buildPackage, buildPage, buildWasm, wasmFile } from "./build.mjs";
import { chromium, npmPackages, rust, wasmTestEnvironment } from "./prepare.mjs";
import { npmProgram, Problem, root, run, say, script } from "./process.mjs";

// ascribe-bindgen only wraps wasm-bindgen's programs, and is exercised by the wasm tests: leaving it out here keeps
// its many dependencies from being compiled a second and third time.
const workspace = ["--workspace", "--exclude", "ascribe-bindgen"];
const wasmLimit = 400 * 1024;

const parts = {
  async lint() {
    rust();
    await npmPackages();
    // The bindings are part of what the types are checked against.
    await buildWasm();
    await every(
      () => run("cargo", ["fmt", "--all", "--check"]),
      () => run("cargo", ["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"]),
      () => run("cargo", ["clippy", "-q", ...workspace, "--all-targets", "--", "-D", "warnings"]),
      () => run(npmProgram("tsc"), ["-p", "."]),
      () => run(npmProgram("biome"), ["check", "--error-on-warnings"]),
    );
  },

  async rust() {
    rust();
    await run("cargo", ["test", "-q", "--no-fail-fast", ...workspace]);
  },

  async wasm() {
    await npmPackages();
    await buildWasm();
    const env = await wasmTestEnvironment();
    // Not quiet: cargo would pass that on to the runner, which does not know it.
    await run("cargo", ["test", "--target", "wasm32-unknown-unknown", "-p", "ascribe-wasm", "--tests"], { env });
  },

  async size() {
    await npmPackages();
    await buildWasm();
    const bytes = readFileSync(wasmFile);
    const compressed = brotliCompressSync(bytes).length;
    say(
      `wasm module: ${kilobytes(bytes.length)}, ${kilobytes(compressed)} with brotli (limit ${kilobytes(wasmLimit)})`,
    );
    if (compressed > wasmLimit) throw new Problem("the wasm module is too large");
  },

  async unit() {
    await npmPackages();
    await buildWasm();
    await run(npmProgram("vitest"), ["run"]);
  },

  async page() {
    await npmPackages();
    await chromium();
    await buildWasm();
    await buildPage();
    const report = join(root, "test-results/page.json");
    rmSync(report, { force: true });
    try {
      await run(npmProgram("playwright"), ["test"]);
    } catch (failure) {
      if (!existsSync(report)) throw failure;
      throw new Problem([failure.message, ...unsteady(report)].join("\n"));
    }
    return unsteady(report);
  },

  async package() {
    await npmPackages();
    await buildWasm();
    await buildPackage();
    await run(process.execPath, ["--test", "--test-reporter=spec", "tests/package/"]);
  },
};

// Not part of `npm test`: the property tests with many more cases, and the tests that measure time.
const longParts = {
  async long() {
    rust();
    const env = { PROPTEST_CASES: process.env.PROPTEST_CASES ?? "20000" };
    await run("cargo", ["test", "-q", "--release", ...workspace, "--", "--include-ignored"], { env });
  },
};

/** Runs all, and throws the first failure only then. */
async function every(...checks) {
  const failures = [];
  for (const check of checks) await check().catch((failure) => failures.push(failure));
  if (failures.length > 0) throw new Problem(failures.map(({ message }) => message).join("\n"));
}

/** A line for each page test that did not pass the first time, from Playwright's JSON report. */
function unsteady(report) {
  const tests = (suite) => [...(suite.suites ?? []).flatMap(tests), ...(suite.specs ?? [])];
  return JSON.parse(readFileSync(report, "utf8"))
    .suites.flatMap(tests)
    .flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === "unexpected" || status === "flaky")
        .map(({ status, results }) => {
          const reason = stripVTControlCharacters(results[0]?.error?.message ?? "").split("\n")[0];
          return `${status === "flaky" ? "flaky" : "failed"}: ${file}:${line} ${title}: ${reason}`;
        }),
    );
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

await script(async () => {
  const known = { ...parts, ...longParts };
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !(name in known));
  if (unknown) throw new Problem(`no part is called ${unknown}; there are ${Object.keys(known).join(", ")}`);
  if (!existsSync(join(root, "node_modules"))) say("the first run takes several minutes, later ones about one");

  const results = [];
  for (const name of named.length > 0 ? named : Object.keys(parts)) {
    say(`── ${name} ──`);
    const start = performance.now();
    let failure = null;
    let remarks = [];
    try {
      remarks = (await known[name]()) ?? [];
    } catch (error) {
      failure = error instanceof Problem ? error.message : error.stack;
      console.error(failure);
    }
    results.push({ name, failure, remarks, seconds: (performance.now() - start) / 1000 });
  }

  say("── summary ──");
  for (const { name, failure, remarks, seconds } of results) {
    console.log(`${failure === null ? "passed" : "FAILED"}  ${name}  (${seconds.toFixed(0)} s)`);
    for (const remark of remarks) console.log(`          ${remark}`);
    if (failure !== null) console.log(failure.replace(/^/gm, "          "));
  }
  const failed = results.filter(({ failure }) => failure !== null).length;
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${results.length - failed} passed, ${failed} failed`);
});
