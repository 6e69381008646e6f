import { expect, test } from "vitest";
import { type Run, undisturbedRuns } from "./undisturbed-runs";

/** Runs of which the host took these shares, in turn. */
function runner(stolen: readonly number[]) {
  const left = [...stolen];
  return async (): Promise<Run> => ({ figures: {}, reached: true, stolen: left.shift() ?? 0 });
}

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
