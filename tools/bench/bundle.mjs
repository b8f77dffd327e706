// Bundles a module for the web as an application does it: minified, with what it does not use left out.
import { join } from "node:path";
import { build } from "vite";
import { root } from "../scripts/process.mjs";

/** Bundles `entry` (a path from the repository's root) into `.cache/bench/<name>`. The files made, the entry first. */
export async function bundle(name, entry) {
  const outDir = join(root, ".cache", "bench", name);
  const { output } = await build({
    configFile: false,
    root,
    base: "./",
    logLevel: "warn",
    worker: { format: "es" },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: false,
      // wink's model is large; that is for the table to say.
      chunkSizeWarningLimit: 10_000,
      rollupOptions: {
        input: join(root, entry),
        // Keeps the entry's exports, which the benches call.
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js" },
      },
    },
  });
  return output
    .map(({ fileName, isEntry }) => ({ file: join(outDir, fileName), isEntry: isEntry === true }))
    .sort((a, b) => Number(b.isEntry) - Number(a.isEntry))
    .map(({ file }) => file);
}
