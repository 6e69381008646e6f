import { expect, test } from "vitest";
import { RestartLimit } from "@/scripts/launch/restart-limit";

test("what dies is tried five times in a minute, after ever longer pauses, then given up", () => {
  const limit = new RestartLimit();
  const pauses = [0, 1, 2, 3, 4, 5].map((second) => limit.next(second * 1_000));
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, null]);
});

test("deaths of over a minute ago, or forgiven ones, count no more", () => {
  const limit = new RestartLimit();
  for (const second of [0, 1, 2, 3, 4]) limit.next(second * 1_000);
  expect(limit.next(65_000)).toBe(250);
  limit.next(65_001);
  limit.forget();
  expect(limit.next(65_002)).toBe(250);
});
