// Running other programs, and saying what is being done. Plain Node: these scripts run before any
// npm package is installed.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

// rustup's installer adds this directory only to shells started later.
const cargoBin = join(homedir(), ".cargo", "bin");
if (existsSync(cargoBin) && !process.env.PATH?.split(delimiter).includes(cargoBin)) {
  process.env.PATH = `${process.env.PATH}${delimiter}${cargoBin}`;
}

/** A failure whose message is all that the person needs: shown without a stack. */
export class Problem extends Error {}

export function say(text) {
  console.log(`ascribe: ${text}`);
}

/** Runs a program in the repository's root, its output going to ours; throws a {@link Problem} if it fails. */
export async function run(program, args, { env = {}, cwd = root } = {}) {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "inherit", "inherit"] });
  const outcome = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit status ${code}`)));
  });
  if (outcome !== null) throw new Problem(`${program} ${args.join(" ")}: ${outcome}`);
}

/** Standard output of a program, or undefined if it is missing or fails. */
export function output(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** The file that an npm package installs as a program. */
export function npmProgram(name) {
  return join(root, "node_modules", ".bin", name);
}

/** Path of the first of these programs that is on `PATH`. */
export function onPath(names) {
  for (const name of names) {
    for (const directory of process.env.PATH?.split(delimiter) ?? []) {
      const file = join(directory, name);
      if (executable(file)) return file;
    }
  }
  return undefined;
}

export function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a script's `main`; a {@link Problem} or a wrong option ends it with its message and status 1. */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    const plain = error instanceof Problem || error?.code?.startsWith("ERR_PARSE_ARGS");
    console.error(plain ? `ascribe: ${error.message}` : error);
    process.exitCode = 1;
  }
}
