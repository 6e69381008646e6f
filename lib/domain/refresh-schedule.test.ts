import { expect, test } from "vitest";
import { nextRefreshAt, retryDelayMs, servingMarginMs } from "./refresh-schedule";

const issued = new Date("2030-01-01T00:00:00Z");
const after = (hours: number) => new Date(issued.getTime() + hours * 3_600_000);

test("a token of 24 hours is renewed between 18 and 20.4 hours", () => {
  expect(nextRefreshAt(issued, after(24), 0)).toEqual(after(18));
  expect(nextRefreshAt(issued, after(24), 1)).toEqual(after(20.4));
});

test("a long-lived token is renewed after 7 days at the latest", () => {
  expect(nextRefreshAt(issued, after(24 * 365), 0.5)).toEqual(after(24 * 7));
});

test("a token of 70 minutes is renewed 15 minutes before its end at the latest", () => {
  expect(nextRefreshAt(issued, after(70 / 60), 1).getTime()).toBeLessThanOrEqual(after(55 / 60).getTime());
});

test("a token that is dead on arrival is due at once", () => {
  expect(nextRefreshAt(issued, issued, 0.5)).toEqual(issued);
  expect(nextRefreshAt(issued, after(-1), 0.5)).toEqual(issued);
});

test("the serving margin is a tenth of the life, ten minutes at the most", () => {
  expect(servingMarginMs(issued, after(24))).toBe(600_000);
  expect(servingMarginMs(issued, after(0.5))).toBe(180_000);
});

test("waits grow to half an hour and keep to what the provider asks", () => {
  expect(retryDelayMs(1, 1, null)).toBe(30_000);
  expect(retryDelayMs(3, 1, null)).toBe(120_000);
  expect(retryDelayMs(500, 1, null)).toBe(1_800_000);
  expect(retryDelayMs(1, 0, null)).toBe(1000);
  expect(retryDelayMs(1, 0.1, 300)).toBe(300_000);
});
