// `npm start`: builds what is not up to date and serves the demo page.
//   PORT=8080 npm start      another port than 5173 (the next free one if it is taken)
//   npm start -- --open      opens the page in the default browser
//   npm start -- --watch     builds the page again when its TypeScript, HTML or CSS changes
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPage, buildWasm } from "./build.mjs";
import { npmPackages } from "./prepare.mjs";
import { Problem, root, say, script } from "./process.mjs";

await script(async () => {
  const { values } = parseArgs({ options: { open: { type: "boolean" }, watch: { type: "boolean" } } });
  const port = Number(process.env.PORT ?? 5173);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Problem(`PORT is not a port: ${process.env.PORT}`);
  await npmPackages();
  await buildWasm();

  const vite = await import("vite");
  const configFile = join(root, "vite.config.ts");
  if (values.watch) {
    const watcher = await vite.build({ configFile, logLevel: "warn", build: { watch: {} } });
    await new Promise((resolve) => watcher.on("event", ({ code }) => code === "END" && resolve()));
  } else {
    await buildPage();
  }
  const server = await vite.preview({ configFile, preview: { port, open: values.open ?? false } });
  const [address] = server.resolvedUrls?.local ?? [];
  say(`the page is at ${address} (Ctrl+C stops)`);
});
