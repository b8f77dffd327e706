// What the page shows of an article, asserted in the highlight registry itself.
import { expect, test } from "@playwright/test";
import { article, openHarbour, openPage, painted, review, rows } from "./review-page.js";

test("marks are painted as ranges, one highlight a layer and state, and add nothing to the article", async ({
  page,
}) => {
  await page.addInitScript(() => {
    // Keeps what the article was before any mark was there.
    addEventListener("ascribe-ready", (event) => {
      (globalThis as { before?: string }).before = (event.target as Element).innerHTML;
    });
  });
  await openHarbour(page);
  const found = await painted(page);
  expect(found["ascribe-quote-suggested"]?.some((words) => words.includes("The new wall will hold"))).toBe(true);
  expect(found["ascribe-source-suggested"]?.some((words) => words.startsWith("Ana Ruiz"))).toBe(true);
  expect(found["ascribe-cue-suggested"]).toContain("said");
  expect(
    found["ascribe-boilerplate-suggested"]?.some((words) => words.includes("Sign up for our free newsletter")),
  ).toBe(true);
  for (const name of Object.keys(found)) {
    expect(name).toMatch(
      /^ascribe-(boilerplate|content|quote|source|cue)-(suggested|accepted|rejected|corrected|added)$/,
    );
  }
  const before = await page.evaluate(() => (globalThis as { before?: string }).before);
  expect(await article(page).innerHTML()).toBe(before);
});

test("each mark is in the list, with kind, state, confidence and words in its name", async ({ page }) => {
  await openHarbour(page);
  const count = await page.evaluate(() => document.querySelector("ascribe-review")?.session?.marks.length);
  expect(count).toBeGreaterThan(5);
  await expect(rows(page)).toHaveCount(count ?? 0);
  for (const name of await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? ""))) {
    expect(name).toMatch(/^(Furniture|Quote|Claim)(, [^:]+)?, suggested, \d+ %: ./);
  }
});

test("only what is near the viewport holds live ranges", async ({ page }) => {
  await openPage(page);
  const paragraphs = Array.from({ length: 400 }, (_, n) => `<p>“Line number ${n} is here,” said Ana Ruiz.</p>`);
  await page.evaluate(
    (html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    `<article><h1>Many lines</h1>${paragraphs.join("")}</article>`,
  );
  await expect.poll(async () => (await rows(page).count()) > 300).toBe(true);
  const near = await painted(page);
  const live = Object.values(near).flat();
  expect(live.length).toBeGreaterThan(10);
  expect(live.length).toBeLessThan(400);
  expect(live.join(" ")).not.toContain("Line number 399 ");
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect
    .poll(async () =>
      Object.values(await painted(page))
        .flat()
        .join(" "),
    )
    .toContain("Line number 399 ");
  expect(
    Object.values(await painted(page))
      .flat()
      .join(" "),
  ).not.toContain("Line number 0 ");
});

test("a click chooses the smallest mark there, the same place again the next", async ({ page }) => {
  await openHarbour(page);
  const box = await page.evaluate(() => {
    const session = document.querySelector("ascribe-review")?.session;
    const start = session?.text.indexOf("century") ?? 0;
    const { x, y, width, height } = session?.rangeOf(start, start + 7)?.getBoundingClientRect() ?? new DOMRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.click(box.x, box.y);
  const first = await page.evaluate(() => document.querySelector("ascribe-review")?.session?.selected);
  await page.mouse.click(box.x, box.y);
  const second = await page.evaluate(() => document.querySelector("ascribe-review")?.session?.selected);
  expect(first).toBeTruthy();
  expect(second).toBeTruthy();
  expect(second).not.toBe(first);
  const names = Object.keys(await painted(page)).filter((name) => name.startsWith("ascribe-selected-"));
  expect(names.length).toBeGreaterThan(0);
  // Beside all words nothing is chosen.
  const beside = await page.locator("#article h1").boundingBox();
  await page.mouse.click((beside?.x ?? 0) + (beside?.width ?? 0) - 2, (beside?.y ?? 0) + (beside?.height ?? 0) - 4);
  expect(await page.evaluate(() => document.querySelector("ascribe-review")?.session?.selected)).toBeNull();
});

test("source, cue and content of a chosen claim are shown together", async ({ page }) => {
  await openHarbour(page);
  await review(page).locator("[role=option][aria-label^='Claim'][aria-label*='The new wall']").first().click();
  const found = await painted(page);
  expect(found["ascribe-selected-source"]?.[0]).toMatch(/^Ana Ruiz/);
  expect(found["ascribe-selected-cue"]).toEqual(["said"]);
  expect(found["ascribe-selected-content"]?.[0]).toContain("The new wall will hold for a century");
});

test("another library's highlights stay", async ({ page }) => {
  await openPage(page);
  await page.evaluate(() => CSS.highlights.set("somebody-else", new Highlight()));
  await page.getByRole("button", { name: "Reading mode" }).click();
  await page.getByRole("button", { name: "Reading mode" }).click();
  expect(await page.evaluate(() => CSS.highlights.has("somebody-else"))).toBe(true);
});

test("without CSS highlights the list has all marks, and the page says so", async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "Highlight");
  });
  await openHarbour(page);
  await expect(page.getByText("This browser cannot paint marks in the text.").first()).toBeVisible();
  expect(await rows(page).count()).toBeGreaterThan(5);
});
