import { expect, test } from "vitest";
import { negotiateLocale } from "./locale";

test("the visitor's most wanted language that exists is chosen", () => {
  expect(negotiateLocale("de, en-GB;q=0.7, ru;q=0.9")).toBe("ru");
  expect(negotiateLocale("en-US,en;q=0.9,ru;q=0.8")).toBe("en");
});

test("a language refused with q=0 is not chosen", () => {
  expect(negotiateLocale("ru;q=0, en;q=0.1")).toBe("en");
});

test("Russian is spoken where nothing is asked or nothing fits", () => {
  expect(negotiateLocale(null)).toBe("ru");
  expect(negotiateLocale("de,fr;q=0.5")).toBe("ru");
  expect(negotiateLocale(";;;,q=")).toBe("ru");
});
