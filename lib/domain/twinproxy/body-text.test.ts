import { expect, test } from "vitest";
import { bodyText } from "./body-text";

const json = '{"login":"абвгд"}';

function bigEndian(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}

test.each([
  undefined,
  "",
  "application/json",
  " Application/JSON",
  "application/json; charset=utf-8",
  "application/json;charset=windows-1251",
  "application/vnd.api+json",
])("a body said to be %j is JSON in UTF-8, whatever its charset is said to be", (contentType) => {
  expect(bodyText(Buffer.from(json), contentType)).toEqual({ kind: "json", text: json });
});

test.each([
  "application/x-www-form-urlencoded",
  "text/plain",
  "text/json",
  "json",
  "*/*",
  "application/jsonp",
  "application/json, text/plain",
  "application/x/json",
])("a body said to be %j is no JSON, and no body is none, whatever it is said to be", (contentType) => {
  expect(bodyText(Buffer.from(json), contentType)).toEqual({ kind: "bytes" });
  expect(bodyText(Buffer.alloc(0), contentType)).toEqual({ kind: "json", text: "" });
});

test("a byte order mark is no part of the text, and UTF-16 is read with one and without", () => {
  const bodies = {
    "utf-8": Buffer.from(`\ufeff${json}`),
    "utf-16le": Buffer.from(json, "utf16le"),
    "utf-16le, marked": Buffer.from(`\ufeff${json}`, "utf16le"),
    "utf-16be": bigEndian(json),
    "utf-16be, marked": bigEndian(`\ufeff${json}`),
  };
  for (const [name, body] of Object.entries(bodies)) {
    expect([name, bodyText(body, "application/json")]).toEqual([name, { kind: "json", text: json }]);
  }
});

test("bytes that are no text are told from text", () => {
  const cyrillicInWindows = Buffer.from([0x7b, 0x22, 0xef, 0xee, 0xeb, 0x22, 0x7d]);
  expect(bodyText(cyrillicInWindows, "application/json")).toEqual({ kind: "unreadable" });
  expect(bodyText(Buffer.from([0x7b, 0, 0, 0, 0x7d, 0, 0, 0]), "application/json")).not.toMatchObject({
    text: "{}",
  });
});
