// The parts of the benches that could make a figure wrong without a sign.
import { expect, test } from "vitest";
import { median, rounds } from "../../tools/bench/rounds.mjs";
import { articles, countWords } from "../../tools/bench/text.mjs";

test("no paragraph comes twice, but for labels of one or two words", () => {
  const [article = ""] = articles(20_000, 20_000);
  const paragraphs = article.split("\n\n").filter((paragraph) => countWords(paragraph) > 2);
  expect(new Set(paragraphs).size).toBe(paragraphs.length);
});

test("the text has no marks of the gold", () => {
  expect(articles(10_000, 10_000)[0]).not.toMatch(/[{}|]\w/);
});

test("articles have the length asked for, whatever their number", () => {
  const short = articles(1_000, 20_000);
  expect(short).toHaveLength(20);
  for (const article of short) expect(Math.abs(countWords(article) - 1_000)).toBeLessThan(150);
  expect(articles(30_000, 20_000)).toHaveLength(1);
});

test("takes turns, and leaves the rounds out that warm up", async () => {
  const turns: string[] = [];
  const runner = (name: string) => ({ run: async () => turns.push(name) });
  expect(await rounds([runner("a"), runner("b")], { warmups: 1, count: 2 })).toEqual([
    [3, 5],
    [4, 6],
  ]);
  expect(turns.join("")).toBe("ababab");
});

test("the median of an even number lies between the two in the middle", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
