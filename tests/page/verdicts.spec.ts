// Verdicts: made, shown, kept, undone, carried out of the page and in again.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { analyzed, card, marks, openHarbour, painted, review, rowOf, rows, saved, selectWords } from "./review-page.js";

test("accept and reject show at once, in the text and in the list, and go on to the next undecided mark", async ({
  page,
}) => {
  await openHarbour(page);
  const quote = rowOf(page, "Quote", "The new wall");
  await quote.click();
  await card(page).getByRole("button", { name: "Accept" }).click();
  await expect(rowOf(page, "Quote", "accepted")).toHaveAccessibleName(/accepted: “The new wall/);
  expect((await painted(page))["ascribe-quote-accepted"]?.[0]).toContain("The new wall will hold");
  expect((await painted(page))["ascribe-quote-suggested"] ?? []).not.toContain(
    "“The new wall will hold for a century,”",
  );
  await expect(rows(page).and(page.locator("[aria-selected=true]"))).toHaveAccessibleName(/suggested/);

  await rowOf(page, "Furniture", "Sign up").click();
  await card(page).getByRole("button", { name: "Reject" }).click();
  expect((await painted(page))["ascribe-boilerplate-rejected"]?.[0]).toContain("Sign up for our free newsletter");
  await saved(page);
});

test("a correction changes bounds by word and by character", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Quote", "a gift").click();
  await card(page).getByRole("button", { name: "Correct" }).click();
  const editor = card(page).getByRole("form", { name: "Correct this mark" });
  await editor.getByRole("button", { name: "Words: Start earlier" }).click();
  await editor.getByRole("button", { name: "Words: Start earlier" }).click();
  await editor.getByLabel("Move by").selectOption("character");
  await editor.getByRole("button", { name: "Words: End earlier" }).click();
  // Shown before it is decided.
  expect((await painted(page))["ascribe-draft"]).toEqual(["the plan “a gift to the yachts"]);
  await editor.getByRole("button", { name: "Save" }).click();
  expect((await painted(page))["ascribe-quote-corrected"]).toEqual(["the plan “a gift to the yachts"]);
  expect((await painted(page))["ascribe-draft"]).toBeUndefined();
});

test("a correction changes category, type and source", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Furniture", "Sign up").click();
  await card(page).getByRole("button", { name: "Correct" }).click();
  await card(page).getByLabel("Category").selectOption("advertisement");
  await card(page).getByRole("button", { name: "Save" }).click();
  await expect(rowOf(page, "Furniture", "Sign up")).toHaveAccessibleName(/advertisement, corrected/);

  await rowOf(page, "Claim", "The new wall").click();
  await card(page).getByRole("button", { name: "Correct" }).click();
  await selectWords(page, "the harbour master");
  await card(page).getByRole("button", { name: "Use selection as source" }).click();
  await card(page).getByLabel("Type").selectOption("mixed");
  await card(page).getByRole("button", { name: "Save" }).click();
  expect((await painted(page))["ascribe-source-corrected"]).toEqual(["the harbour master"]);
  await expect(card(page)).toContainText("partly quoted");
});

test("a mark of the wrong kind becomes one of another kind", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Quote", "a gift").click();
  await card(page).getByRole("button", { name: "Correct" }).click();
  await card(page).getByLabel("Kind").selectOption("Furniture");
  await card(page).getByLabel("Category").selectOption("label");
  await card(page).getByRole("button", { name: "Save" }).click();
  const found = await painted(page);
  expect(found["ascribe-boilerplate-added"]).toEqual(["“a gift to the yachts”"]);
  expect(found["ascribe-quote-rejected"]).toEqual(["“a gift to the yachts”"]);
});

test("words selected in the article become a mark", async ({ page }) => {
  await openHarbour(page);
  await selectWords(page, "The old harbour wall is to be taken down this winter");
  await page.getByRole("toolbar", { name: "Selected words" }).getByRole("button", { name: "Claim" }).click();
  await selectWords(page, "Fishing crews");
  await page.getByRole("toolbar", { name: "Selected words" }).getByRole("button", { name: "Source" }).click();
  await card(page).getByRole("button", { name: "Save" }).click();
  const found = await painted(page);
  expect(found["ascribe-content-added"]).toEqual(["The old harbour wall is to be taken down this winter"]);
  expect(found["ascribe-source-added"]).toEqual(["Fishing crews"]);
});

test("undo and redo, any number of steps", async ({ page }) => {
  await openHarbour(page);
  const before = await marks(page);
  await rowOf(page, "Quote", "The new wall").click();
  await page.keyboard.press("a");
  await page.keyboard.press("r");
  await page.keyboard.press("a");
  const after = await marks(page);
  expect(after).not.toEqual(before);
  for (let step = 0; step < 3; step++) await page.keyboard.press("u");
  expect(await marks(page)).toEqual(before);
  await expect(review(page).getByRole("button", { name: "Undo" })).toBeDisabled();
  for (let step = 0; step < 3; step++) await page.keyboard.press("Shift+U");
  expect(await marks(page)).toEqual(after);
  await page.keyboard.press("Control+z");
  expect(await marks(page)).not.toEqual(after);
});

test("after a reload everything is as it was left, and can still be undone", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Quote", "The new wall").click();
  await page.keyboard.press("a");
  await rowOf(page, "Furniture", "Sign up").click();
  await page.keyboard.press("r");
  await rowOf(page, "Quote", "a gift").click();
  await page.keyboard.press("e");
  await card(page).getByRole("button", { name: "Words: Start earlier" }).click();
  await card(page).getByRole("button", { name: "Save" }).click();
  await selectWords(page, "stone by stone");
  await page.getByRole("toolbar", { name: "Selected words" }).getByRole("button", { name: "Quote" }).click();
  await card(page).getByRole("button", { name: "Save" }).click();
  await saved(page);
  const left = await marks(page);
  expect(new Set(left.map((mark) => mark.state))).toEqual(
    new Set(["suggested", "accepted", "rejected", "corrected", "added"]),
  );
  await page.reload();
  await analyzed(page);
  expect(await marks(page)).toEqual(left);
  await review(page).getByRole("button", { name: "Undo" }).click();
  expect((await marks(page)).filter((mark) => mark.state === "added")).toEqual([]);
});

test("verdicts go out as NDJSON and come in again elsewhere", async ({ page, browser, baseURL }) => {
  await openHarbour(page);
  await rowOf(page, "Quote", "The new wall").click();
  await page.keyboard.press("a");
  await rowOf(page, "Claim", "The new wall").click();
  await page.keyboard.press("r");
  const left = await marks(page);
  await page.getByRole("button", { name: "Verdicts" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download as NDJSON" }).click();
  const file = await (await downloading).path();
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line).action)).toEqual(["accept", "reject"]);

  const elsewhere = await browser.newPage({ baseURL: baseURL ?? "" });
  await openHarbour(elsewhere);
  expect(await marks(elsewhere)).not.toEqual(left);
  const noise = [...lines, "this is not JSON", '{"v":1,"id":"made up"}'].join("\n");
  const reading = { name: "verdicts.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(noise) };
  await elsewhere.locator("#import-file").setInputFiles(reading);
  await expect(elsewhere.getByText("2 verdicts read in, 2 refused")).toBeVisible();
  expect(await marks(elsewhere)).toEqual(left);
  // Twice is harmless.
  await elsewhere.locator("#import-file").setInputFiles(reading);
  await expect(elsewhere.getByText("0 verdicts read in, 2 already known, 2 refused")).toBeVisible();
  expect(await marks(elsewhere)).toEqual(left);
  await elsewhere.close();
});

test("two tabs on one article agree", async ({ page, context }) => {
  await openHarbour(page);
  const other = await context.newPage();
  await openHarbour(other);
  await rowOf(page, "Quote", "The new wall").click();
  await page.keyboard.press("a");
  await expect(rowOf(other, "Quote", "The new wall")).toHaveAccessibleName(/accepted/);
  expect(await marks(other)).toEqual(await marks(page));
});

test("a verdict that cannot be saved is told, kept and saved later", async ({ page }) => {
  await openHarbour(page);
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    (globalThis as { heal?: () => void }).heal = () => {
      IDBObjectStore.prototype.put = put;
    };
  });
  await rowOf(page, "Quote", "The new wall").click();
  await page.keyboard.press("a");
  await expect(review(page).getByText("1 verdict is not saved.").last()).toBeVisible();
  await expect(rowOf(page, "Quote", "The new wall")).toHaveAccessibleName(/accepted/);
  await page.evaluate(() => (globalThis as { heal?: () => void }).heal?.());
  await review(page).getByRole("button", { name: "Try again" }).click();
  await saved(page);
  await page.reload();
  await analyzed(page);
  await expect(rowOf(page, "Quote", "The new wall")).toHaveAccessibleName(/accepted/);
});
