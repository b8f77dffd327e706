// "Why?" on the card: what decided about a claim, asked for when it is opened.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { card, openHarbour, rowOf, selectWords } from "./review-page.js";

const why = (page: Page) => card(page).locator("details");

test("a claim says why, in words and weights, and stays open for the next claim", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Claim", "The new wall").click();
  await expect(why(page)).not.toHaveAttribute("open");
  // Nothing is worked out before it is asked for.
  await expect(why(page).locator("p")).toHaveCount(0);
  await card(page).getByText("Why?").click();
  await expect(why(page)).toContainText("Learned weights chose it");
  await expect(why(page)).toContainText(/“said” is \d+ % likely a cue here/);
  await expect(why(page)).toContainText(/Sure of the source: \d+ %, of the content: \d+ %\. Stance: asserted\./);
  const list = why(page).getByRole("heading", { name: "Speaks for it", exact: true }).locator("xpath=../ul/li");
  const weights = await list.evaluateAll((rows) => rows.map((row) => row.lastElementChild?.textContent ?? ""));
  expect(weights.length).toBeGreaterThan(1);
  const numbers = weights.map(Number);
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  expect(numbers.every((weight) => weight > 0)).toBe(true);

  await expect(card(page).getByRole("button", { name: "Accept" })).toBeInViewport({ ratio: 1 });

  await rowOf(page, "Claim", "the work would cost").click();
  await expect(why(page)).toHaveAttribute("open");
  await expect(why(page)).toContainText("Learned weights chose it");
  await rowOf(page, "Quote", "a gift").click();
  await expect(why(page)).toHaveCount(0);
});

test("why works by keyboard, and keeps the focus when a verdict draws the card again", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Claim", "the work would cost").click();
  const summary = card(page).locator("summary");
  for (let step = 0; step < 12 && !(await summary.evaluate((one) => one.matches(":focus"))); step++) {
    await page.keyboard.press("Tab");
  }
  await expect(summary).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(why(page)).toContainText("Speaks for it");
  await page.keyboard.press("Space");
  await expect(why(page)).not.toHaveAttribute("open");
  await page.keyboard.press("Space");
  await page.evaluate(() => {
    const session = document.querySelector("ascribe-review")?.session;
    session?.accept(session.selected ?? "");
  });
  await expect(card(page)).toContainText("accepted");
  await expect(summary).toBeFocused();
  await expect(why(page)).toContainText("Speaks for it");
});

test("a mark that a person added or corrected says so", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Claim", "The new wall").click();
  await card(page).getByText("Why?").click();
  await card(page).getByRole("button", { name: "Correct" }).click();
  await selectWords(page, "the harbour master");
  await card(page).getByRole("button", { name: "Use selection as source" }).click();
  await card(page).getByRole("button", { name: "Save" }).click();
  await expect(why(page)).toContainText("About what the engine proposed, before the correction:");
  await expect(why(page)).toContainText("Learned weights chose it");
  await page.evaluate(() => {
    const session = document.querySelector("ascribe-review")?.session;
    const start = session?.text.indexOf("stone by stone") ?? 0;
    const event = session?.add({ kind: "attribution", content: [[start, start + 14]] });
    session?.select(event?.annotation ?? null);
  });
  await expect(why(page)).toContainText("A person added this mark. The engine did not propose it.");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in an open explanation, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openHarbour(page);
    await rowOf(page, "Claim", "The new wall").click();
    await card(page).getByText("Why?").click();
    await expect(why(page)).toContainText("Speaks for it");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))).toEqual([]);
    if (process.env.WHY_SHOTS) await page.screenshot({ path: `${process.env.WHY_SHOTS}/why-${colorScheme}.png` });
    const box = await card(page).locator("summary").boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(24);
    expect(box?.width).toBeGreaterThanOrEqual(24);
  });
}
