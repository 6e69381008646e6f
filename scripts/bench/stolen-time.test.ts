import { expect, test } from "vitest";
import { type Run, undisturbedRuns } from "./measure-row";
import { processorTime, stolenPercent } from "./stolen-time";

// The run whose share was stolen is told by it.
function runner(stolen: readonly number[]) {
  const left = [...stolen];
  return async (): Promise<Run> => ({ figures: {}, reached: true, stolen: left.shift() ?? 0 });
}

test("the host's share of the processors' time is read from the system's count", () => {
  const stat = (stolen: number) => `cpu  100 0 50 800 10 0 5 ${stolen} 7 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n`;
  const before = processorTime(() => stat(10));
  const after = processorTime(() => stat(35).replace("800", "875"));
  expect(stolenPercent(before, after)).toBe(25);
});

test("a system without such a count has lost nothing", () => {
  const none = processorTime(() => {
    throw new Error("ENOENT");
  });
  expect(stolenPercent(none, none)).toBe(0);
});

test("a run that the host disturbed is made again", async () => {
  const { kept, discarded } = await undisturbedRuns(3, runner([0.1, 9, 0.3, 1.9]));
  expect(kept.map(({ stolen }) => stolen)).toEqual([0.1, 0.3, 1.9]);
  expect(discarded.map(({ stolen }) => stolen)).toEqual([9]);
});

test("on a host that never rests twice as many runs are made, and the least disturbed count", async () => {
  const { kept, discarded } = await undisturbedRuns(2, runner([8, 5, 6, 7, 0, 0]));
  expect(kept.map(({ stolen }) => stolen)).toEqual([5, 6]);
  expect(discarded).toHaveLength(2);
});
