import { expect, test } from "vitest";
import { signInPaceMs } from "./sign-in-pace";

test("few attempts are not slowed, many are slowed more and more, and never beyond a bound", () => {
  expect([0, 1, 20].map(signInPaceMs)).toEqual([0, 0, 0]);
  expect([21, 39, 40, 80, 160, 100_000].map(signInPaceMs)).toEqual([1000, 1000, 2000, 4000, 8000, 8000]);
});
