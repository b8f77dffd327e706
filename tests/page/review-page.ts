// What the page tests share: an article of our own, and what can be asked of the page.
import { expect, type Locator, type Page } from "@playwright/test";

/** A short article with furniture of several kinds, quotes and claims. */
export const HARBOUR = `<!doctype html>
<html lang="en"><head><title>Harbour wall to be rebuilt | The Quay</title></head><body>
<nav class="site-nav"><a href="https://example.com/news">News</a> <a href="https://example.com/sport">Sport</a></nav>
<article>
<h1>Harbour wall to be rebuilt</h1>
<p class="byline">By Mara Quill</p>
<p>The old harbour wall is to be taken down this winter, stone by stone, and built again further out.</p>
<p>“The new wall will hold for a century,” said Ana Ruiz, the harbour master.</p>
<p>The ministry said the work would cost four million pounds.</p>
<p>Fishing crews called the plan “a gift to the yachts”.</p>
<aside class="newsletter-promo"><p>Sign up for our free newsletter</p></aside>
<p>Ruiz said the quay would stay open throughout.</p>
</article>
<aside class="related-links"><h2>Related stories</h2><ul><li><a href="https://example.com/a">Dredger sinks at its mooring</a></li></ul></aside>
<footer class="site-footer"><p>© 2026 The Quay. All rights reserved.</p></footer>
</body></html>`;

export const review = (page: Page): Locator => page.locator("ascribe-review");
export const rows = (page: Page): Locator => review(page).getByRole("option");
export const card = (page: Page): Locator => review(page).getByRole("region", { name: "Selected mark" });
export const article = (page: Page): Locator => page.locator("#article");

/** Waits until the engine's marks are there. */
export async function analyzed(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("ascribe-review")?.session?.isAnalyzed === true);
}

/** Opens the page and waits for the marks of its first article. */
export async function openPage(page: Page, path = ""): Promise<void> {
  await page.goto(path);
  await analyzed(page);
}

/** Pastes onto the page, as a person would, and waits for the marks. */
export async function paste(page: Page, data: { html?: string; text?: string }): Promise<void> {
  const before = await page.evaluateHandle(() => document.querySelector("ascribe-review")?.session);
  await page.evaluate(({ html, text }) => {
    const clipboardData = new DataTransfer();
    if (html !== undefined) clipboardData.setData("text/html", html);
    if (text !== undefined) clipboardData.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
  await page.waitForFunction((old) => {
    const session = document.querySelector("ascribe-review")?.session;
    return session !== old && session?.isAnalyzed === true;
  }, before);
}

/** The article that most tests work on. */
export async function openHarbour(page: Page): Promise<void> {
  await openPage(page);
  await paste(page, { html: HARBOUR });
}

/** What is painted: names in `CSS.highlights` with the words of their ranges. */
export function painted(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() => {
    const found: Record<string, string[]> = {};
    for (const [name, highlight] of CSS.highlights) {
      found[name] = [...highlight].map((range) => (range instanceof Range ? range.toString() : ""));
    }
    return found;
  });
}

/** The row of the first mark of a kind whose words contain `words`. */
export function rowOf(page: Page, kind: "Furniture" | "Quote" | "Claim", words: string): Locator {
  return review(page).locator(`[role=option][aria-label^="${kind}"][aria-label*="${words}"]`).first();
}

/** Selects words of the article, by their first occurrence, as a pointer would leave them selected. */
export async function selectWords(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    const session = document.querySelector("ascribe-review")?.session;
    const start = session?.text.indexOf(wanted) ?? -1;
    const range = start < 0 ? undefined : session?.rangeOf(start, start + wanted.length);
    if (!range) throw new Error(`not in the article: ${wanted}`);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }, words);
}

/** All marks with their state and words, for comparing before and after. */
export function marks(page: Page): Promise<{ kind: string; state: string; words: string[] }[]> {
  return page.evaluate(() => {
    const session = document.querySelector("ascribe-review")?.session;
    return (session?.marks ?? []).map((mark) => ({
      kind: mark.kind,
      state: mark.state,
      words: mark.ranges.map(({ part, start, end }) => `${part}: ${session?.text.slice(start, end)}`),
    }));
  });
}

export async function saved(page: Page): Promise<void> {
  await expect(review(page).getByText("Saved in this browser")).toBeVisible();
}
