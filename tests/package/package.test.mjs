// The npm package as its users get it: packed, installed elsewhere, imported, type-checked and bundled.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = (name) => join(root, "node_modules", ".bin", name);
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const subpaths = Object.keys(manifest.exports);
const modules = subpaths.filter((subpath) => typeof manifest.exports[subpath] === "object");
const specifier = (subpath) => subpath.replace(/^\./, manifest.name);

let host;
let tarball;

function inHost(file, args) {
  return execFileSync(file, args, { cwd: host, encoding: "utf8" });
}

before(() => {
  host = mkdtempSync(join(tmpdir(), "ascribe-host-"));
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", host], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  tarball = join(host, packed.filename);
  writeFileSync(join(host, "package.json"), JSON.stringify({ private: true, type: "module" }));
  inHost("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", tarball]);
});

after(() => rmSync(host, { recursive: true, force: true }));

test("holds what is built and nothing else", () => {
  const files = readdirSync(join(host, "node_modules", manifest.name)).sort();
  assert.deepEqual(
    files.filter((file) => !/^(README|LICENSE)/.test(file)),
    ["dist", "package.json"],
  );
});

test("installs no other package than the dependencies it names", () => {
  const installed = readdirSync(join(host, "node_modules")).filter((name) => !name.startsWith("."));
  assert.deepEqual(installed.sort(), [manifest.name, ...Object.keys(manifest.dependencies)].sort());
});

test("every module can be imported in Node, where there is no DOM", () => {
  const code = modules.map((subpath) => `await import(${JSON.stringify(specifier(subpath))});`).join("\n");
  inHost(process.execPath, ["--input-type=module", "--eval", code]);
});

test("the wasm module and the style sheet can be resolved", () => {
  const code = `for (const name of ["ascribe.wasm", "style.css"]) console.log(import.meta.resolve("${manifest.name}/" + name));`;
  const files = inHost(process.execPath, ["--input-type=module", "--eval", code]).trim().split("\n");
  const [wasm] = files.map((address) => readFileSync(fileURLToPath(address)));
  assert.ok(WebAssembly.validate(wasm));
});

test("the types stand on their own, in the strictest setting", () => {
  const names = modules.map((subpath, index) => `export * as m${index} from ${JSON.stringify(specifier(subpath))};`);
  writeFileSync(join(host, "types.ts"), names.join("\n"));
  const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--types", ""];
  inHost(program("tsc"), [...options, "--module", "nodenext", "--exactOptionalPropertyTypes", "types.ts"]);
});

test("publint and attw find nothing", () => {
  inHost(program("publint"), [tarball, "--strict"]);
  const noTypes = subpaths.filter((subpath) => !modules.includes(subpath));
  inHost(program("attw"), [
    tarball,
    "--profile",
    "esm-only",
    "--no-definitely-typed",
    "--exclude-entrypoints",
    ...noTypes,
  ]);
});

test("a bundler that knows nothing of it keeps the wasm module and the worker as files", () => {
  const source = join(host, "bundle");
  mkdirSync(source);
  writeFileSync(join(source, "index.html"), `<script type="module" src="./main.js"></script>`);
  writeFileSync(join(source, "main.js"), `import * as all from "${manifest.name}"; console.log(all);`);
  inHost(program("vite"), ["build", source, "--logLevel", "warn"]);
  const built = readdirSync(join(source, "dist", "assets"));
  assert.ok(
    built.some((file) => file.endsWith(".wasm")),
    built.join(),
  );
  assert.ok(
    built.some((file) => /worker.*\.js$/.test(file)),
    built.join(),
  );
});
