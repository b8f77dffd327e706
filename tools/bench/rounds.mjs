// Takes turns: in each round everything that is compared runs once, one behind the other, so that whatever else the
// machine does meets all of them alike. What is compared is then each round's ratio.

/**
 * Runs every one of `runners` (objects with `run`) `warmups` + `count` times. For each of them, in order: what its
 * last `count` runs returned.
 */
export async function rounds(runners, { warmups, count }) {
  const results = runners.map(() => []);
  for (let round = -warmups; round < count; round++) {
    for (const [index, runner] of runners.entries()) {
      const result = await runner.run();
      if (round >= 0) results[index].push(result);
    }
  }
  return results;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
