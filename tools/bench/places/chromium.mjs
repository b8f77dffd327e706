// A bundle in a page of headless Chromium, on the page's main thread.
import { readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { chromium as playwright } from "@playwright/test";
import { chromiumFlags, chromium as program } from "../../scripts/prepare.mjs";

const types = { ".js": "text/javascript", ".wasm": "application/wasm" };
// Nobody serves this: every request to it is answered here, from the bundle's folder.
const address = "http://bench.test/";

export async function launch() {
  return playwright.launch({ executablePath: await program(), args: chromiumFlags });
}

/** `sets` are arrays of texts; `run(index)` reads all texts of one once. */
export async function chromium(browser, bundle, sets) {
  // A context of its own is a process of its own.
  const context = await browser.newContext();
  await context.route(`${address}**`, (route) => serve(route, dirname(bundle)));
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(
    async ({ module, sets }) => {
      const { load } = await import(module);
      globalThis.bench = { read: await load(), sets };
    },
    { module: address + basename(bundle), sets },
  );
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  // Milliseconds of processor time that the main thread has had for its tasks.
  const cpuTime = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  return {
    async run(index) {
      const start = await cpuTime();
      const result = await page.evaluate((index) => {
        const { read, sets } = globalThis.bench;
        const start = performance.now();
        let found = 0;
        for (const text of sets[index]) found += read(text);
        return { wall: performance.now() - start, found };
      }, index);
      return { ...result, cpu: (await cpuTime()) - start };
    },
    close: () => context.close(),
  };
}

async function serve(route, folder) {
  const name = new URL(route.request().url()).pathname.slice(1);
  if (name === "") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>bench</title>" });
  // The wasm lies in a folder of assets beside the entry.
  return route.fulfill({ contentType: types[extname(name)], body: readFileSync(join(folder, name)) });
}
