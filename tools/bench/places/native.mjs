// The engine compiled for this machine: tools/bench/native, which analyses texts that it holds in memory.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Problem, root, run } from "../../scripts/process.mjs";

const cargo = ["-q", "--release", "-p", "ascribe-bench"];

/** `sets` are arrays of texts; `run(index)` reads all texts of one once. */
export async function native(sets) {
  await run("cargo", ["build", ...cargo]);
  const child = spawn("cargo", ["run", ...cargo], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const texts of sets) child.stdin.write(`${JSON.stringify(texts)}\n`);
  return {
    async run(index) {
      child.stdin.write(`${index}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Problem("the native bench ended early");
      return JSON.parse(value);
    },
    async close() {
      child.stdin.end();
    },
  };
}
