// The page for people who do not use a mouse, do not see colours, or hear it read out.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { card, openHarbour, openPage, review, rowOf, rows, selectWords } from "./review-page.js";

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
    })),
  ).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in any main state, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    await openHarbour(page);
    await expectNoViolation(page);
    await rowOf(page, "Claim", "The new wall").click();
    await expectNoViolation(page);
    await card(page).getByRole("button", { name: "Accept" }).click();
    await page.keyboard.press("r");
    await rowOf(page, "Claim", "ministry")
      .or(rowOf(page, "Quote", "a gift"))
      .first()
      .click();
    await page.keyboard.press("e");
    await expectNoViolation(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expectNoViolation(page);
    await page.keyboard.press("Escape");
    await selectWords(page, "stone by stone");
    await expect(page.getByRole("toolbar", { name: "Selected words" })).toBeVisible();
    await expectNoViolation(page);
    await page.evaluate(() => getSelection()?.removeAllRanges());
    await page.getByRole("button", { name: "Reading mode" }).click();
    await expectNoViolation(page);
    await page.getByRole("button", { name: "Articles" }).click();
    await expectNoViolation(page);
  });
}

test("axe finds nothing on a narrow page", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openHarbour(page);
  await expectNoViolation(page);
  await review(page).getByRole("button", { name: "Show list" }).click();
  await expectNoViolation(page);
});

test("a whole article is reviewed by keyboard alone", async ({ page }) => {
  await openHarbour(page);
  // From the top of the page to the list: the link that skips to it, then Tab.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the review" })).toBeFocused();
  await page.keyboard.press("Enter");
  for (let step = 0; step < 12; step++) {
    if (
      await rows(page)
        .first()
        .evaluate((row) => row.matches(":focus"))
    )
      break;
    await page.keyboard.press("Tab");
  }
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Home");

  const total = await rows(page).count();
  let presses = 0;
  const press = async (key: string) => {
    presses++;
    await page.keyboard.press(key);
  };
  // One correction and one rejection on the way; everything else is accepted.
  await press("r");
  await press("e");
  await expect(card(page).getByLabel("Kind")).toBeFocused();
  await press("Enter");
  await expect(card(page).getByRole("button", { name: "Correct" })).toBeVisible();
  for (let step = 0; step < total && (await open(page)) > 0; step++) await press("a");
  expect(await open(page)).toBe(0);
  expect(presses).toBeLessThanOrEqual(total + 4);
  await expect(review(page).getByText(`${total} of ${total} decided`)).toBeVisible();
  await expect(review(page).getByRole("status")).toContainText("All decided.");
});

test("a mark is added and its ends are moved by keyboard alone", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Quote", "a gift").focus();
  await page.keyboard.press("Enter");
  await rowOf(page, "Quote", "a gift").press("n");
  const editor = card(page).getByRole("form", { name: "New mark" });
  await expect(editor.getByLabel("Kind")).toBeFocused();
  await editor.getByRole("button", { name: "Words: Start later" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Space");
  await editor.getByRole("button", { name: "Save" }).focus();
  await page.keyboard.press("Enter");
  const added = await page.evaluate(() => {
    const session = document.querySelector("ascribe-review")?.session;
    const mark = session?.marks.find(({ state }) => state === "added");
    return mark?.ranges.map(({ start, end }) => session?.text.slice(start, end));
  });
  expect(added).toHaveLength(1);
  await expect(rows(page).and(page.locator("[aria-selected=true]"))).toBeFocused();
});

test("letters act only while the focus is in the review", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Quote", "The new wall").click();
  const before = await open(page);
  await page.getByRole("button", { name: "Reading mode" }).focus();
  for (const key of ["a", "r", "u", "e", "n"]) await page.keyboard.press(key);
  expect(await open(page)).toBe(before);
  // Nor while something is typed or chosen in a form.
  await rowOf(page, "Quote", "The new wall").click();
  await page.keyboard.press("e");
  await card(page).getByLabel("Form").focus();
  await page.keyboard.press("a");
  expect(await open(page)).toBe(before);
});

test("the list is the accessible view: a listbox of named options that point to the card", async ({ page }) => {
  await openHarbour(page);
  const list = review(page).getByRole("listbox", { name: "Marks in the article" });
  await expect(list).toBeVisible();
  await rowOf(page, "Quote", "The new wall").click();
  const row = rows(page).and(page.locator("[aria-selected=true]"));
  await expect(row).toHaveAccessibleName(/^Quote, .*, suggested, \d+ %: “The new wall will hold/);
  await expect(row).toHaveAttribute("aria-details", (await card(page).getAttribute("id")) ?? "-");
  // One tab stop.
  expect(await review(page).locator("[role=option][tabindex='0']").count()).toBe(1);
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).and(page.locator("[aria-selected=true]"))).toBeFocused();
  await page.keyboard.press("a");
  await expect(review(page).getByRole("status")).toContainText(/^accepted\. \d+ to go\.$/);
});

test("targets are at least 24 pixels wide and high", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Claim", "The new wall").click();
  const tooSmall = async () =>
    page
      .locator(
        "ascribe-review button:visible, ascribe-review select:visible, .top button:visible, ascribe-review [role=option]:visible",
      )
      .evaluateAll((all) =>
        all
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ element, box }) => (box.width < 24 || box.height < 24) && !element.matches(".link"))
          .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width}×${box.height}`),
      );
  expect(await tooSmall()).toEqual([]);
  await page.keyboard.press("e");
  expect(await tooSmall()).toEqual([]);
});

test("forced colours and reduced motion keep everything usable", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await openPage(page);
  await rows(page).first().click();
  await expect(card(page).getByRole("button", { name: "Accept" })).toBeVisible();
  await card(page).getByRole("button", { name: "Accept" }).click();
  await expect(rows(page).first()).toHaveAccessibleName(/accepted/);
});

function open(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector("ascribe-review")?.session?.progress.open ?? -1);
}
