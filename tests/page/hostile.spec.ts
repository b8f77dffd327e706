// Articles that mean harm: nothing of them runs, loads or reaches the page as anything but text.
import { expect, type Page, test } from "@playwright/test";
import { article, openPage, paste } from "./review-page.js";

const ATTACKS = `<!doctype html><html><head>
<base href="https://attacker.example/">
<meta http-equiv="refresh" content="0; url=https://attacker.example/gone">
<link rel="stylesheet" href="https://attacker.example/evil.css">
<style>body { display: none } @import url("https://attacker.example/import.css");</style>
<script>globalThis.owned = "head script"</script>
<title><img src=x onerror="globalThis.owned='title'"></title>
</head><body onload="globalThis.owned='body onload'" class="page">
<article onclick="globalThis.owned='onclick'" style="position:fixed;inset:0">
<h1>Harmless <img src="https://attacker.example/pixel.png" onerror="globalThis.owned='img onerror'"> headline</h1>
<p>Before. <script>globalThis.owned = "body script"</script> After the script.</p>
<p><a href="javascript:globalThis.owned='link'">a script link</a> and <a href="  JaVaScRiPt:globalThis.owned='link'">another</a>,
<a href="data:text/html,<script>opener.owned=1</script>">a data link</a>, <a href="vbscript:x">old</a>,
<a href="https://example.com/ok?a=1&amp;b=2" onmouseover="globalThis.owned='hover'" style="color:red">an honest link</a>.</p>
<svg onload="globalThis.owned='svg onload'"><script>globalThis.owned='svg script'</script><a href="javascript:1"><text>svg words</text></a>
<foreignObject><iframe srcdoc="<script>parent.owned='srcdoc'</script>"></iframe></foreignObject></svg>
<math><mtext><img src=x onerror="globalThis.owned='math'"></mtext></math>
<iframe src="https://attacker.example/frame"></iframe><object data="https://attacker.example/o"></object><embed src="x">
<form action="https://attacker.example/form"><input name="q" autofocus onfocus="globalThis.owned='focus'"><button>Send</button></form>
<video src="https://attacker.example/v" onerror="globalThis.owned='video'" autoplay></video>
<noscript><p title="</noscript><img src=x onerror=globalThis.owned='noscript'>">x</p></noscript>
<template><img src=x onerror="globalThis.owned='template'"></template>
<p>&lt;img src=x onerror="globalThis.owned='escaped'"&gt; is only text, as is &lt;script&gt;globalThis.owned=1&lt;/script&gt;.</p>
<p id="article">A name that the page uses itself. “It is quoted,” said Ana Ruiz.</p>
<ascribe-review for="article"></ascribe-review>
<details ontoggle="globalThis.owned='toggle'" open><summary>More</summary><p>Inside.</p></details>
</article></body></html>`;

/** Everything that the page asked for outside its own origin, and everything that broke its policy. */
function watch(page: Page, baseURL: string | undefined): string[] {
  const problems: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL ?? "-") && !url.startsWith("blob:")) problems.push(`request: ${url}`);
  });
  page.on("console", (message) => {
    // The inert document that the HTML is parsed in has the page's policy too: the browser says what it refuses there.
    const isRefusal = message.text().includes("violates the following Content Security Policy directive");
    if (message.type() === "error" && !isRefusal) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => problems.push(`popup: ${popup.url()}`));
  return problems;
}

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => (globalThis as { owned?: unknown }).owned)).toBeUndefined();
  const found = await article(page).evaluate((root) => ({
    tags: [...new Set([...root.querySelectorAll("*")].map((element) => element.localName))],
    attributes: [...new Set([...root.querySelectorAll("*")].flatMap((element) => element.getAttributeNames()))],
    links: [...root.querySelectorAll("a")].map((link) => link.href),
  }));
  const allowed = /^(h[1-6]|p|ul|ol|li|blockquote|figure|figcaption|pre|div|table|tbody|tr|td|th|a|em|strong|code)$/;
  expect(found.tags.filter((tag) => !allowed.test(tag))).toEqual([]);
  expect(found.attributes.filter((name) => !/^(href|target|rel|title|class)$/.test(name))).toEqual([]);
  expect(found.links.filter((href) => !/^(https?|mailto):/.test(href))).toEqual([]);
}

test("nothing in pasted HTML runs, loads or reaches the page", async ({ page, baseURL }) => {
  const problems = watch(page, baseURL);
  await openPage(page);
  await paste(page, { html: ATTACKS });
  await expect(article(page)).toContainText("After the script.");
  await expect(article(page)).toContainText(`<img src=x onerror="globalThis.owned='escaped'"> is only text`);
  await expect(article(page).getByRole("link", { name: "an honest link" })).toHaveAttribute(
    "href",
    "https://example.com/ok?a=1&b=2",
  );
  await expectHarmless(page);
  await expect(page.locator("body")).toBeVisible();
  // Neither does it when pointed at, clicked, shown in the list or opened again.
  await article(page).getByText("an honest link").hover();
  await article(page).getByText("a script link").click();
  await page.getByRole("button", { name: "Reading mode" }).click();
  await expectHarmless(page);
  await page.reload();
  await expect(article(page)).toContainText("After the script.");
  await expectHarmless(page);
  expect(problems).toEqual([]);
});

test("nor in a dropped file", async ({ page, baseURL }) => {
  const problems = watch(page, baseURL);
  await openPage(page);
  await page.evaluate((html) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([html], "page.html", { type: "text/html" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, ATTACKS);
  await expect(article(page)).toContainText("After the script.");
  await expectHarmless(page);
  expect(problems).toEqual([]);
});

test("a link in the article is not followed by a plain click", async ({ page, baseURL }) => {
  const problems = watch(page, baseURL);
  await openPage(page);
  await paste(page, {
    html: `<p>See <a href="https://attacker.example/">the harmless words</a> here, says nobody.</p>`,
  });
  await article(page).getByRole("link").click();
  await page.waitForTimeout(300);
  expect(problems).toEqual([]);
});

test("deep nesting is read, nesting without end is refused in good time", async ({ page }) => {
  await openPage(page);
  const nested = (depth: number) =>
    `${"<div><b><blockquote>".repeat(depth)}The innermost words.${"</blockquote></b></div>".repeat(depth)}`;
  await paste(page, { html: nested(1_500) });
  await expect(article(page)).toContainText("The innermost words.");
  const start = Date.now();
  await page.evaluate((html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, nested(50_000));
  await expect(page.getByText("nested more than 10000 elements deep")).toBeVisible();
  expect(Date.now() - start).toBeLessThan(10_000);
});

test("text of odd characters is shown as it is", async ({ page }) => {
  await openPage(page);
  const odd = "Zero \u0000 width \u200b joiners 👩‍👩‍👧 and \ud83d lone halves. “مرحبا بالعالم,” said Ana Ruiz.\n\n🎈🎈";
  await paste(page, { text: odd });
  await expect(article(page)).toContainText("said Ana Ruiz.");
  await expect(article(page)).toContainText("👩‍👩‍👧");
});
