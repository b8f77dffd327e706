// `npm run build`: the wasm module with its bindings (www/src/wasm), the npm package (dist) and the
// demo page as static files (www/dist).
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { npmPackages, rustForWasm } from "./prepare.mjs";
import { npmProgram, root, run, say, script } from "./process.mjs";

const bindings = join(root, "www", "src", "wasm");
const targetDirectory = process.env.CARGO_TARGET_DIR ?? join(root, "target");

// What Rust's compiler kept apart stays apart: wasm-opt would inline whatever has one caller, into functions so large that
// browsers compile them badly. Measured: 4.5 KB less with brotli, analysis 5 % faster. The stack lies below all data and
// grows down, so that addresses under 1024 are not used; knowing it saves another 0.9 KB.
const optimisations = ["-O3", "--one-caller-inline-max-function-size", "0", "--low-memory-unused"];

/** Where the finished wasm module lies. */
export const wasmFile = join(bindings, "ascribe_bg.wasm");

/** Compiles the core to wasm, makes its bindings and optimises it; the last two only if cargo's output is new. */
export async function buildWasm() {
  await rustForWasm();
  const target = "wasm32-unknown-unknown";
  const compiled = join(targetDirectory, target, "wasm", "ascribe_wasm.wasm");
  if (!existsSync(compiled)) say("compiling the core to wasm (about a minute the first time)");
  await run("cargo", ["build", "-q", "--profile", "wasm", "--target", target, "-p", "ascribe-wasm"]);

  // The lock files stand for the versions of wasm-bindgen and wasm-opt, this file for their options.
  const inputs = [compiled, join(root, "Cargo.lock"), join(root, "package-lock.json"), import.meta.filename];
  const key = hash(inputs);
  const stamp = join(bindings, ".inputs");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key) return;

  if (!existsSync(join(targetDirectory, "debug", "ascribe-bindgen"))) {
    say("compiling wasm-bindgen's program (two to four minutes, once)");
  }
  rmSync(bindings, { recursive: true, force: true });
  const output = ["--target", "web", "--omit-default-module-path", "--out-dir", bindings, "--out-name", "ascribe"];
  const removed = ["--remove-name-section", "--remove-producers-section"];
  // `__wbg_reset_state` lets the glue replace an instance that has died.
  const options = [...output, ...removed, "--experimental-reset-state-function"];
  await run("cargo", ["run", "-q", "-p", "ascribe-bindgen", "--", "bindgen", ...options, compiled]);
  say("optimising the wasm module");
  await run(npmProgram("wasm-opt"), [...optimisations, wasmFile, "-o", `${wasmFile}.optimised`]);
  renameSync(`${wasmFile}.optimised`, wasmFile);
  writeFileSync(stamp, key);
}

function hash(files) {
  const digest = createHash("sha256");
  for (const file of files) digest.update(readFileSync(file));
  return digest.digest("hex");
}

/** The npm package: TypeScript compiled file by file, the wasm module beside it. Needs {@link buildWasm}. */
export async function buildPackage() {
  const out = join(root, "dist");
  rmSync(out, { recursive: true, force: true });
  await run(npmProgram("tsc"), ["-p", "tsconfig.build.json"]);
  mkdirSync(join(out, "wasm"), { recursive: true });
  // The generated declarations stay behind: the package's types are written by hand, in core.ts.
  for (const file of ["wasm/ascribe.js", "wasm/ascribe_bg.wasm", "style.css"]) {
    cpSync(join(root, "www", "src", file), join(out, file));
  }
}

/** The demo page, as static files for any file server and any path. Needs {@link buildWasm}. */
export async function buildPage() {
  await run(npmProgram("vite"), ["build", "--logLevel", "warn"]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await script(async () => {
    await npmPackages();
    await buildWasm();
    await buildPackage();
    await buildPage();
    say(`built the npm package in dist/ and the page in ${relative(root, join(root, "www", "dist"))}/`);
  });
}
