import { expect, test } from "vitest";
import { isTimeZone, usualTimeZone } from "./time-zone";

test("only a zone that times can be written in is one", () => {
  for (const zone of [usualTimeZone, "Asia/Yekaterinburg", "UTC"]) expect(isTimeZone(zone), zone).toBe(true);
  for (const text of [undefined, "", "Mars/Olympus", "../etc", "A".repeat(65), "Europe/Moscow\0"])
    expect(isTimeZone(text), text).toBe(false);
});
