import { expect, test } from "vitest";
import { processorTime, stolenPercent } from "./stolen-time";

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
