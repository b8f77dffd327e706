// Weights of the page's own: fetched, used by the worker and by the main thread, refused with a reason.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { analyzed, review, rowOf, rows } from "./review-page.js";

const shipped = await readFile(join(import.meta.dirname, "../../models/attribution.bin"));

/** The shipped weights, but with a beginning of a cue never likely enough: they find no indirect claim. */
function deafWeights(): Buffer {
  const file = Buffer.from(shipped);
  file.writeFloatLE(-50, 10);
  // The checksum of what stands behind it, as `bytes_hash` in `src/model/hash.rs` has it.
  let sum = 0x811c9dc5;
  for (const byte of file.subarray(10)) sum = Math.imul(sum ^ byte, 0x01000193);
  sum = Math.imul((sum << 13) | (sum >>> 19), 0x9e3779b1);
  sum = Math.imul(sum ^ (sum >>> 15), 0x85ebca6b);
  sum = (sum ^ (sum >>> 13)) >>> 0;
  file.writeUInt32LE(sum, 6);
  return file;
}

/** The page of somebody else, its widget told to take weights from `own.bin`, which is served as `body`. */
async function openWith(page: Page, body: Buffer | null): Promise<void> {
  await page.route("**/own.bin", (route) => (body ? route.fulfill({ body }) : route.fulfill({ status: 404 })));
  await page.route("**/embed.html", async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace("<ascribe-review ", '<ascribe-review model="own.bin" ');
    await route.fulfill({ response, body: html });
  });
  await page.goto("embed.html");
}

const claim = (page: Page) => rowOf(page, "Claim", "talks begin");

for (const place of ["the worker", "the main thread"]) {
  test(`weights given by address are used by ${place}`, async ({ page }) => {
    if (place === "the main thread") await page.route(/worker-.*\.js$/, (route) => route.abort());
    await page.goto("embed.html");
    await analyzed(page);
    await expect(claim(page)).toHaveCount(1);
    const found = await rows(page).count();

    await openWith(page, deafWeights());
    await analyzed(page);
    expect(await rows(page).count()).toBeLessThan(found);
    await rowOf(page, "Furniture", "Sign up").click();
    await page.keyboard.press("r");
    const engine = await page.evaluate(() => document.querySelector("ascribe-review")?.session?.log[0]?.engine);
    expect(engine).toMatch(/^\d+\.\d+\.\d+\+custom-[0-9a-f]{8}$/);
  });
}

test("weights that cannot be used, or are not there, are told", async ({ page }) => {
  await openWith(page, Buffer.from("<!doctype html>"));
  await expect(review(page)).toContainText("not an Ascribe weights file");
  await page.unroute("**/own.bin");
  await openWith(page, null);
  await expect(review(page)).toContainText("own.bin: HTTP status 404");
});
