import { expect, test } from "vitest";
import { DayRange, daysOf, instantsOf, lastDays } from "./day-range";

test("the last days end today and cross months and leap days", () => {
  const range = lastDays(new Date("2028-03-01T00:30:00Z"), 3);
  expect(range).toEqual({ from: "2028-02-28", to: "2028-03-01" });
  expect(daysOf(range)).toEqual(["2028-02-28", "2028-02-29", "2028-03-01"]);
  expect(instantsOf(range).until.toISOString()).toBe("2028-03-02T00:00:00.000Z");
});

test("a range is of real days, in order, and of two years at most", () => {
  const accepts = (from: string, to: string) => DayRange.safeParse({ from, to }).success;
  expect(accepts("2030-01-01", "2030-01-01")).toBe(true);
  expect(accepts("2028-01-01", "2029-12-31")).toBe(true);
  expect(accepts("2030-01-02", "2030-01-01")).toBe(false);
  expect(accepts("2028-01-01", "2030-01-02")).toBe(false);
  expect(accepts("2030-02-30", "2030-03-01")).toBe(false);
});

test("days before and after any that the programme can have seen are refused", () => {
  for (const day of ["0000-01-01", "0001-01-01", "1999-12-31", "3000-01-01", "9999-12-31"]) {
    const refused = DayRange.safeParse({ from: day, to: day }).error?.issues.map(({ message }) => message);
    expect(refused).toContain("day_invalid");
  }
});
