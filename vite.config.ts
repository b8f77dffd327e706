// The demo page, and the unit tests of the TypeScript.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  root: path("www/demo"),
  // Relative addresses: the built page works under any path of any file server.
  base: "./",
  // A wrong address is an error, not the page again.
  appType: "mpa",
  resolve: {
    alias: [
      { find: /^ascribe\/style\.css$/, replacement: path("www/src/style.css") },
      { find: /^ascribe\/(.+)$/, replacement: path("www/src/$1.ts") },
      { find: /^ascribe$/, replacement: path("www/src/index.ts") },
    ],
  },
  worker: { format: "es" },
  build: {
    outDir: path("www/dist"),
    emptyOutDir: true,
    target: "es2022",
    // The page's content security policy allows neither data: addresses nor inline scripts.
    assetsInlineLimit: 0,
    // The demo, and an article page that embeds the widget.
    rollupOptions: { input: [path("www/demo/index.html"), path("www/demo/embed.html")] },
    modulePreload: { polyfill: false },
  },
  test: {
    root: path("."),
    include: ["www/src/**/*.test.ts", "tests/unit/**/*.test.ts"],
    passWithNoTests: true,
  },
});
