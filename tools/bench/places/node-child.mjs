// The other end of node.mjs: loads the bundle, then reads sets of texts as asked. Ends when the parent disconnects.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [bundle, wasm] = process.argv.slice(2);
const { load } = await import(pathToFileURL(bundle).href);
const read = await load(wasm && readFileSync(wasm));
let sets = [];

process.on("message", (message) => {
  if (message.sets) {
    sets = message.sets;
    return;
  }
  const wallStart = performance.now();
  const cpuStart = process.cpuUsage();
  let found = 0;
  for (const text of sets[message.index]) found += read(text);
  // All threads of the process: what the garbage collector and the compiler do in the background counts too.
  const { user, system } = process.cpuUsage(cpuStart);
  process.send({ wall: performance.now() - wallStart, cpu: (user + system) / 1000, found });
});
