import { expect, test } from "vitest";
import { pythonTimestamp } from "./python-timestamp";

test("a timestamp has no zone and six digits of a second", () => {
  expect(pythonTimestamp(new Date("2022-12-23T13:55:30.627Z"))).toBe("2022-12-23 13:55:30.627000");
  expect(pythonTimestamp(new Date("2022-12-23T13:55:30.000Z"))).toBe("2022-12-23 13:55:30.000000");
});
