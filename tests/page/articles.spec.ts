// Articles: samples, pasted and dropped ones, earlier ones, their languages, reading mode.
import { expect, test } from "@playwright/test";
import {
  analyzed,
  article,
  card,
  HARBOUR,
  openHarbour,
  openPage,
  paste,
  review,
  rowOf,
  rows,
  saved,
} from "./review-page.js";

test("the page opens with a sample, and shows it as the article it is", async ({ page }) => {
  await openPage(page);
  await expect(article(page).getByRole("heading", { level: 1 })).toHaveText(
    "The ferry is back on Tolsay. So is the argument",
  );
  await expect(article(page).getByRole("heading", { level: 2 }).first()).toBeVisible();
  await expect(article(page).getByRole("listitem").first()).toBeVisible();
  await expect(article(page).locator("figcaption")).toContainText("Residents wait on the Tolsay slipway");
  expect(await rows(page).count()).toBeGreaterThan(20);
  await expect(page.getByText("Nothing leaves this page.")).toBeVisible();
});

test("every sample opens", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Articles" }).click();
  const names = await page.locator("#samples button > span").allTextContents();
  expect(names.length).toBeGreaterThanOrEqual(4);
  await page.keyboard.press("Escape");
  for (const name of names) {
    await page.getByRole("button", { name: "Articles" }).click();
    await page.locator("#samples").getByRole("button", { name }).click();
    // The title names the article that is open: the marks before it are those of another.
    await expect(page).toHaveTitle(new RegExp(`${name}.* – Ascribe$`));
    await analyzed(page);
    await expect.poll(() => rows(page).count()).toBeGreaterThan(5);
  }
});

test("pasted text is read in paragraphs, pasted HTML with lists, quotations and tables", async ({ page }) => {
  await openPage(page);
  await paste(page, { text: "A short headline\n\n“It works,” said Ana Ruiz.\n\nA second paragraph of plain words." });
  await expect(article(page).locator("> *")).toHaveCount(3);
  await paste(page, {
    html: `<h1>Shapes</h1><ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul><blockquote><p>First.</p><p>Second.</p></blockquote>
<table><tr><th>Year</th><th>Ships</th></tr><tr><td>1990</td><td>12 of <em>all</em> kinds</td></tr></table><pre>kept   as
it is</pre><p>Last <a href="https://example.com/x">link</a> with <strong>weight</strong>.</p>`,
  });
  await expect(article(page).locator("ul > li")).toHaveCount(2);
  await expect(article(page).locator("ul > li ol > li")).toHaveText("inner");
  await expect(article(page).locator("blockquote > p")).toHaveText(["First.", "Second."]);
  await expect(article(page).locator("tr")).toHaveCount(2);
  await expect(article(page).locator("th")).toHaveText(["Year", "Ships"]);
  await expect(article(page).locator("td").last()).toHaveText("12 of all kinds");
  await expect(article(page).locator("td em")).toHaveText("all");
  expect(await article(page).locator("pre").textContent()).toBe("kept   as\nit is");
  await expect(article(page).getByRole("link", { name: "link" })).toHaveAttribute("rel", /noopener/);
});

test("text typed into the dialog, and a dropped text file", async ({ page }) => {
  await openPage(page);
  await page.getByRole("button", { name: "Articles" }).click();
  await page.getByRole("textbox", { name: "Paste an article" }).fill("Typed words\n\n“Hello,” said Ana Ruiz.");
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(article(page)).toContainText("Typed words");
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["Dropped words\n\nA paragraph."], "notes.txt", { type: "text/plain" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(article(page)).toContainText("Dropped words");
  await expect(review(page).getByText("Saved in this browser")).toBeHidden();
});

test("a text that is not English is said to be so", async ({ page }) => {
  await openPage(page, "#fahre");
  await expect(page.getByText("This text is in German.")).toBeVisible();
  await expect(article(page)).toHaveAttribute("lang", /^de/);
  await paste(page, { html: HARBOUR });
  await expect(page.getByText("This text is in German.")).toBeHidden();
});

test("reading mode hides the furniture, but not what was rejected as furniture", async ({ page }) => {
  await openHarbour(page);
  const reading = page.getByRole("button", { name: "Reading mode" });
  await reading.click();
  await expect(reading).toHaveAttribute("aria-pressed", "true");
  await expect(article(page)).not.toContainText("Sign up for our free newsletter");
  await expect(article(page)).toContainText("Ruiz said the quay would stay open");
  await rowOf(page, "Furniture", "Sign up").click();
  await card(page).getByRole("button", { name: "Reject" }).click();
  await expect(article(page)).toContainText("Sign up for our free newsletter");
  await reading.click();
  await expect(article(page)).toContainText("All rights reserved");
});

test("reading mode keeps the reader's place", async ({ page }) => {
  await openPage(page);
  const words = article(page).getByText("The operator, Hollin Sound Ferries");
  await words.evaluate((element) => element.scrollIntoView({ block: "start" }));
  const before = await words.boundingBox();
  // Not Playwright's own click, which scrolls the page on its way to a button in a sticky bar.
  await page.getByRole("button", { name: "Reading mode" }).evaluate((button: HTMLButtonElement) => button.click());
  await expect(article(page)).not.toContainText("All rights reserved");
  const after = await words.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(120);
});

test("at 320 pixels, as at 400 % zoom, nothing runs off the side", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openHarbour(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await review(page).getByRole("button", { name: "Next mark" }).click();
  await card(page).getByRole("button", { name: "Correct" }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await expect(card(page).getByRole("button", { name: "Save" })).toBeInViewport();
});

test("earlier articles open again with their verdicts, and one button deletes everything", async ({ page }) => {
  await openHarbour(page);
  await rowOf(page, "Quote", "The new wall").click();
  await page.keyboard.press("a");
  await saved(page);
  await paste(page, { text: "Another article\n\n“Hello,” said Ana Ruiz." });
  await expect(article(page)).toContainText("Another article");
  await page.getByRole("button", { name: "Articles" }).click();
  await page
    .locator("#earlier")
    .getByRole("button", { name: /Harbour wall to be rebuilt/ })
    .click();
  await expect(rowOf(page, "Quote", "The new wall")).toHaveAccessibleName(/accepted/);

  await page.getByRole("button", { name: "Articles" }).click();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.locator("#confirm").getByRole("button", { name: "Keep them" }).click();
  await expect(page.locator("#earlier").getByRole("button")).not.toHaveCount(0);
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.locator("#confirm").getByRole("button", { name: "Delete everything" }).click();
  await expect(page.getByText("Everything that was kept is deleted.")).toBeVisible();
  await paste(page, { html: HARBOUR });
  await expect(rowOf(page, "Quote", "The new wall")).toHaveAccessibleName(/suggested/);
});

test("on a narrow page the article fills the width and the review is a bar below", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openHarbour(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expect(review(page).getByRole("listbox")).toBeHidden();
  await review(page).getByRole("button", { name: "Next mark" }).click();
  await card(page).getByRole("button", { name: "Accept" }).click();
  await expect(review(page).getByText(/^1 of \d+ decided$/)).toBeVisible();
  await review(page).getByRole("button", { name: "Show list" }).click();
  await expect(rows(page).first()).toHaveAccessibleName(/accepted/);
  await expect(card(page).getByRole("button", { name: "Reject" })).toBeInViewport({ ratio: 1 });
  // The words of the chosen mark are not under the bar.
  await rowOf(page, "Claim", "quay would stay open").click();
  await page.waitForTimeout(700);
  const { words, bar } = await page.evaluate(() => {
    const session = document.querySelector("ascribe-review")?.session;
    const head = session?.marks.find(({ id }) => id === session.selected)?.ranges[0];
    return {
      words: head && session?.rangeOf(head.start, head.end)?.getBoundingClientRect().bottom,
      bar: document.querySelector("#review-frame")?.getBoundingClientRect().top,
    };
  });
  expect(words).toBeLessThan(bar ?? 0);
});
