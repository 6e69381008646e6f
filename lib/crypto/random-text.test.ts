import { expect, test } from "vitest";
import { randomText } from "./random-text";

test("a drawn text has the length and the characters asked for, all of them in use", () => {
  const text = randomText("XYZ2", 400);
  expect(text).toMatch(/^[XYZ2]{400}$/);
  expect(new Set(text).size).toBe(4);
});
