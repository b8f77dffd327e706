// The widget in a page of somebody else: over the live DOM, declared in HTML, under that page's own style.
import { expect, test } from "@playwright/test";
import { analyzed, card, painted, review, rowOf, rows } from "./review-page.js";

const story = "#story";

test("declared in HTML, it reads the live page as shown and leaves it as it was", async ({ page }) => {
  const html = page.waitForResponse(/embed\.html$/);
  await page.goto("embed.html");
  await analyzed(page);
  const found = await painted(page);
  expect(found["ascribe-quote-suggested"]?.join(" ")).toContain("People who bake our bread");
  expect(found["ascribe-source-suggested"]?.join(" ")).toContain("Lena Sorge");
  const text = await page.evaluate(() => document.querySelector("ascribe-review")?.session?.text);
  expect(text).not.toContain("Nobody can read this");
  // Each article as the server sent it, byte for byte.
  const sent = await (await html).text();
  const inside = /<article id="story">([\s\S]*)<\/article>/.exec(sent)?.[1] ?? "-";
  expect(await page.locator(story).innerHTML()).toBe(inside.replace("<p hidden>", '<p hidden="">'));
});

test("the page's style and the widget's leave each other alone", async ({ page }) => {
  await page.goto("embed.html");
  await analyzed(page);
  await rowOf(page, "Quote", "People who bake").click();
  const accept = card(page).getByRole("button", { name: "Accept" });
  await expect(accept).not.toHaveCSS("background-color", "rgb(220, 20, 60)");
  await expect(accept).toHaveCSS("text-transform", "none");
  const inArticle = await page.evaluate(() => {
    const button = document.querySelector("#story")?.appendChild(document.createElement("button"));
    return button && getComputedStyle(button).backgroundColor;
  });
  expect(inArticle).toBe("rgb(220, 20, 60)");
});

test("an article inside a shadow root is painted there", async ({ page }) => {
  await page.goto("embed.html");
  await analyzed(page);
  await page.evaluate(() => {
    const host = document.querySelector("main")?.appendChild(document.createElement("div"));
    const root = host?.attachShadow({ mode: "open" });
    const article = document.createElement("article");
    article.id = "inner";
    const paragraph = document.createElement("p");
    paragraph.textContent = "“It rains inside as well,” said Mila Brandt.";
    article.append(document.createElement("slot"), paragraph);
    const slotted = host?.appendChild(document.createElement("p"));
    if (slotted) slotted.textContent = "“I was slotted in,” said Timo Rask.";
    const widget = document.createElement("ascribe-review");
    widget.setAttribute("for", "inner");
    root?.append(article, widget);
  });
  await expect
    .poll(async () => (await painted(page))["ascribe-quote-suggested"]?.join(" "))
    .toContain("It rains inside");
  expect((await painted(page))["ascribe-quote-suggested"]?.join(" ")).toContain("I was slotted in");
  const sheets = await page.evaluate(() => document.querySelector("main > div")?.shadowRoot?.adoptedStyleSheets.length);
  expect(sheets).toBe(1);
});

test("taken out of the page, it leaves nothing behind", async ({ page }) => {
  await page.goto("embed.html");
  await analyzed(page);
  expect(Object.keys(await painted(page)).length).toBeGreaterThan(0);
  await review(page).evaluate((element) => element.remove());
  expect(await painted(page)).toEqual({});
});

test("a change of the page is told once; read again, verdicts find their words", async ({ page }) => {
  await page.goto("embed.html");
  await analyzed(page);
  await rowOf(page, "Quote", "People who bake").click();
  await page.keyboard.press("a");
  const stale = await page.evaluate(async () => {
    const session = document.querySelector("ascribe-review")?.session;
    let told = 0;
    session?.addEventListener("stale", () => told++);
    const first = document.querySelector("#story p");
    const added = document.createElement("p");
    added.textContent = "A paragraph that came late. It is longer than the ones that were there before it.";
    first?.before(added);
    await new Promise((resolve) => setTimeout(resolve, 50));
    added.textContent += " And it changed again.";
    await new Promise((resolve) => setTimeout(resolve, 50));
    await session?.refresh();
    return told;
  });
  expect(stale).toBe(1);
  await expect(rowOf(page, "Quote", "People who bake")).toHaveAccessibleName(/accepted/);
  expect((await painted(page))["ascribe-quote-accepted"]).toEqual([
    "“People who bake our bread should not have to walk home,”",
  ]);
});

test("without a worker the main thread reads the article", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "Worker", {
      value: class {
        constructor() {
          throw new DOMException("refused", "SecurityError");
        }
      },
    });
  });
  await page.goto("embed.html");
  await analyzed(page);
  expect(await rows(page).count()).toBeGreaterThan(3);
});

test("a worker whose script cannot be had is done without", async ({ page }) => {
  await page.route(/worker-.*\.js$/, (route) => route.abort());
  await page.goto("embed.html");
  await analyzed(page);
  expect(await rows(page).count()).toBeGreaterThan(3);
});

test("an instance that dies is replaced, and no verdict is lost", async ({ page }) => {
  await page.addInitScript(() => {
    // Every call into the first instance can be made to trap, as a panic in wasm does.
    const { instantiate } = WebAssembly;
    const trapping = async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
      const instance = await instantiate(module, imports);
      const exports = Object.fromEntries(
        Object.entries(instance.exports).map(([name, value]) => [
          name,
          typeof value !== "function"
            ? value
            : (...args: unknown[]) => {
                if ((globalThis as { isDead?: boolean }).isDead && name.includes("review")) {
                  throw new WebAssembly.RuntimeError("unreachable");
                }
                return value(...args);
              },
        ]),
      );
      return { instance: { exports }, module };
    };
    WebAssembly.instantiate = trapping as unknown as typeof WebAssembly.instantiate;
  });
  await page.goto("embed.html");
  await analyzed(page);
  await rowOf(page, "Quote", "People who bake").click();
  await page.keyboard.press("a");
  await page.evaluate(() => {
    (globalThis as { isDead?: boolean }).isDead = true;
  });
  await rowOf(page, "Furniture", "Sign up").click();
  await page.keyboard.press("r");
  await expect(rowOf(page, "Quote", "People who bake")).toHaveAccessibleName(/accepted/);
  await expect(rowOf(page, "Furniture", "Sign up")).toHaveAccessibleName(/rejected/);
  const actions = await page.evaluate(() =>
    document.querySelector("ascribe-review")?.session?.log.map(({ action }) => action),
  );
  expect(actions).toEqual(["accept", "reject"]);
});

test("an article that is not there is told", async ({ page }) => {
  await page.goto("embed.html");
  await analyzed(page);
  const reason = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const widget = document.createElement("ascribe-review");
        widget.addEventListener("ascribe-error", (event) => {
          resolve(String((event as CustomEvent<{ error: Error }>).detail.error.message));
        });
        widget.setAttribute("for", "nowhere");
        document.body.append(widget);
      }),
  );
  expect(reason).toContain("there is no element with this id");
});
