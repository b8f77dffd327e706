// A bundle under Node, in a process of its own, so that no two share a heap or what the engine has learned of them.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Problem } from "../../scripts/process.mjs";

/** `sets` are arrays of texts; `run(index)` reads all texts of one once. `wasm`: path of the module, for those that need it. */
export async function node(bundle, sets, wasm) {
  const child = fork(join(import.meta.dirname, "node-child.mjs"), [bundle, ...(wasm ? [wasm] : [])]);
  const ended = once(child, "exit").then(() => {
    throw new Problem(`${bundle} ended early under Node`);
  });
  // Its end is an error only while an answer is awaited.
  ended.catch(() => {});
  child.send({ sets });
  return {
    async run(index) {
      const answer = once(child, "message");
      child.send({ index });
      const [result] = await Promise.race([answer, ended]);
      return result;
    },
    async close() {
      child.disconnect();
    },
  };
}
