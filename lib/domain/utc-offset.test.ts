import { expect, test } from "vitest";
import { addDays, localTime, utcOffsetMinutes } from "./utc-offset";

test("offsets are read as Dodo IS writes them", () => {
  expect(["GMT+03:00", "GMT+05:30", "GMT-4", "UTC+0", "+0300"].map(utcOffsetMinutes)).toEqual([
    180, 330, -240, 0, 180,
  ]);
  expect(["", "Europe/Moscow", "GMT"].map(utcOffsetMinutes)).toEqual([null, null, null]);
});

test("the wall clock is ahead by the offset, over midnight, too", () => {
  expect(localTime(new Date("2030-12-31T22:15:30.900Z"), 180)).toBe("2031-01-01T01:15:30");
  expect(localTime(new Date("2030-12-31T22:15:30.900Z"), -240)).toBe("2030-12-31T18:15:30");
});

test("days are added over months and years", () => {
  expect(addDays("2031-01-01", -1)).toBe("2030-12-31");
  expect(addDays("2032-02-28", 1)).toBe("2032-02-29");
});
