import { expect, test } from "vitest";
import { CodeLifetime, codeExpiry } from "./referral-code-lifetime";

const errors = (input: unknown) => CodeLifetime.safeParse(input).error?.issues.map((issue) => issue.message);

test("a code lives from five minutes to five years, in any combination of units", () => {
  for (const good of [
    { minutes: 5 },
    { hours: 1 },
    { days: 1826 },
    { days: 1825, hours: 23, minutes: 60 },
    { minutes: 1826 * 1440 },
    { days: 0, hours: 0, minutes: 7 },
  ])
    expect(CodeLifetime.safeParse(good).success).toBe(true);
});

test("a lifetime under five minutes or over five years is refused", () => {
  expect(errors({ minutes: 4 })).toEqual(["lifetime_too_short"]);
  expect(errors({})).toEqual(["lifetime_too_short"]);
  expect(errors({ days: 1826, minutes: 1 })).toEqual(["lifetime_too_long"]);
});

test("a negative part cannot hide behind a positive one", () => {
  expect(errors({ days: -100, minutes: 5 })).toContain("lifetime_negative");
  expect(errors({ days: 1, minutes: -5 })).toContain("lifetime_negative");
});

test("numbers that would overflow a date are refused, as are fractions and non-numbers", () => {
  for (const days of [1e9, Number.MAX_SAFE_INTEGER, 1e300, Number.POSITIVE_INFINITY, Number.NaN, 0.5, "1"])
    expect(CodeLifetime.safeParse({ days }).success).toBe(false);
});

test("the expiry is the sum of the parts after now", () => {
  const now = new Date("2028-02-28T23:00:00Z");
  expect(codeExpiry(now, { days: 1, hours: 1, minutes: 1 }).toISOString()).toBe("2028-03-01T00:01:00.000Z");
});

test("a misspelled unit is refused, not left out", () => {
  expect(CodeLifetime.safeParse({ days: 1, hour: 5 }).success).toBe(false);
});
