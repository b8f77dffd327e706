// Makes sure that what a build or a test needs is there, and says what it does where it takes time.
// Each check costs milliseconds once everything is in place.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { executable, onPath, output, Problem, root, run, say } from "./process.mjs";

/** The npm packages of `package-lock.json`. */
export async function npmPackages() {
  if (npmPackagesCurrent()) return;
  say("installing the npm packages (npm ci, about half a minute)");
  await run("npm", ["ci", "--no-audit", "--no-fund"], { env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" } });
}

// npm leaves a copy of the lock in node_modules: what it installed, without the root package and
// without optional packages of other platforms.
function npmPackagesCurrent() {
  const installedLock = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedLock)) return false;
  const installed = JSON.parse(readFileSync(installedLock, "utf8")).packages;
  const { "": _, ...wanted } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return (
    Object.entries(wanted).every(([name, { version, optional }]) =>
      name in installed ? installed[name].version === version : optional,
    ) && Object.keys(installed).every((name) => name in wanted)
  );
}

/** Rust with a C linker. */
export function rust() {
  if (!output("cargo", ["--version"])) {
    throw new Problem(
      "Rust is missing. This installs it:\n" +
        "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y",
    );
  }
  if (!onPath(["cc", "gcc", "clang"])) {
    throw new Problem("a C linker is missing. On Debian this installs one:\n  apt-get install gcc libc6-dev");
  }
}

/** Rust that can build for the browser. */
export async function rustForWasm() {
  rust();
  const target = "wasm32-unknown-unknown";
  const library = output("rustc", ["--print", "target-libdir", "--target", target]);
  if (library && existsSync(library)) return;
  if (!onPath(["rustup"]))
    throw new Problem(`this Rust has no standard library for ${target}, and no rustup to add it`);
  say(`adding Rust's ${target} target (some seconds)`);
  await run("rustup", ["target", "add", target]);
}

/** What every automated Chromium gets: nothing it does should leave the machine or need a display. */
export const chromiumFlags = [
  // Chromium's sandbox does not work for root nor in most containers; only our own pages are opened.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Path of a Chromium or Chrome, from the variable `CHROMIUM`, from `PATH`, or installed with apt as root on Debian. */
export function chromium() {
  return browserProgram("CHROMIUM", [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
  ]);
}

/** Path of the chromedriver that fits that Chromium; the variable is `CHROMEDRIVER`. */
export function chromedriver() {
  return browserProgram("CHROMEDRIVER", ["chromedriver"]);
}

async function browserProgram(variable, names) {
  const given = process.env[variable];
  if (given) {
    if (!executable(given)) throw new Problem(`${variable} names ${given}, which is not a program`);
    return given;
  }
  let found = onPath(names);
  if (!found && process.getuid?.() === 0 && onPath(["apt-get"])) {
    say("installing Chromium and its driver with apt-get, for the tests (about a minute)");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-q"], { env });
    const packages = ["chromium", "chromium-driver", "fonts-liberation"];
    await run("apt-get", ["install", "-q", "-y", "--no-install-recommends", ...packages], { env });
    found = onPath(names);
  }
  if (found) return found;
  throw new Problem(
    `the tests need Chromium or Chrome and its chromedriver; there is no ${names[0]} on PATH.\n` +
      "  On Debian, as root: apt-get install chromium chromium-driver\n" +
      `  With your own:      ${variable}=/path/to/${names[0]} npm test`,
  );
}

/**
 * Environment for wasm-bindgen's test runner: which browser it drives, how, and more patience than its own 20 s,
 * which a busy machine exceeds.
 */
export async function wasmTestEnvironment() {
  const options = { binary: await chromium(), args: ["--headless", ...chromiumFlags] };
  const cache = join(root, ".cache");
  mkdirSync(cache, { recursive: true });
  const file = join(cache, "webdriver.json");
  writeFileSync(file, JSON.stringify({ "goog:chromeOptions": options }));
  return {
    CHROMEDRIVER: await chromedriver(),
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: file,
    WASM_BINDGEN_TEST_TIMEOUT: "300",
    WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60",
  };
}
