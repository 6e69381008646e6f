import { expect, test } from "vitest";
import { readDeviceMark, writeDeviceMark } from "./known-devices";

const deviceId = "d".repeat(22);
const proof = (digit: string) => digit.repeat(64);

test("a device keeps its latest five accounts, each once", () => {
  const proofs = ["1", "2", "1", "3", "4", "5", "6"].map(proof);
  const read = readDeviceMark(writeDeviceMark({ deviceId, proofs }));
  expect(read).toEqual({ deviceId, proofs: ["1", "2", "3", "4", "5"].map(proof) });
});

test("what was written by somebody else is no mark", () => {
  const good = writeDeviceMark({ deviceId, proofs: [proof("1")] });
  expect(readDeviceMark(good)).not.toBeNull();
  for (const text of [
    "",
    "x",
    deviceId,
    `${good}.`,
    `${deviceId}.${proof("g")}`,
    `${good}${`.${proof("2")}`.repeat(5)}`,
  ])
    expect(readDeviceMark(text)).toBeNull();
});
