import { expect, test } from "vitest";
import { PythonJsonError, PythonNumber, parsePythonJson } from "./python-json";

// Written down from CPython: text → message, position, line, column; null where it is accepted.
const cases: Array<[string, [string, number, number, number] | null]> = [
  ["", ["Expecting value", 0, 1, 1]],
  ["{", ["Expecting property name enclosed in double quotes", 1, 1, 2]],
  ['{"a"', ["Expecting ':' delimiter", 4, 1, 5]],
  ['{"a":', ["Expecting value", 5, 1, 6]],
  ['{"login": }', ["Expecting value", 10, 1, 11]],
  ['{"a":1,}', ["Expecting property name enclosed in double quotes", 7, 1, 8]],
  ['{"a":1 "b":2}', ["Expecting ',' delimiter", 7, 1, 8]],
  ["[1,]", ["Expecting value", 3, 1, 4]],
  ["[1 2]", ["Expecting ',' delimiter", 3, 1, 4]],
  ["[", ["Expecting value", 1, 1, 2]],
  ['"abc', ["Unterminated string starting at", 0, 1, 1]],
  ['"a\\', ["Unterminated string starting at", 0, 1, 1]],
  ['"a\\q"', ["Invalid \\escape", 2, 1, 3]],
  ['"a\\u12"', ["Invalid \\uXXXX escape", 3, 1, 4]],
  ['"a\\u12zz"', ["Invalid \\uXXXX escape", 3, 1, 4]],
  ['"a\nb"', ["Invalid control character at", 2, 1, 3]],
  ["nul", ["Expecting value", 0, 1, 1]],
  ["{a:1}", ["Expecting property name enclosed in double quotes", 1, 1, 2]],
  ["{'a':1}", ["Expecting property name enclosed in double quotes", 1, 1, 2]],
  ['{"a":1}x', ["Extra data", 7, 1, 8]],
  ['  \n {"a": ,', ["Expecting value", 10, 2, 8]],
  ['{"a":1,\n "b" 2}', ["Expecting ':' delimiter", 13, 2, 6]],
  ["01", ["Extra data", 1, 1, 2]],
  ["-", ["Expecting value", 0, 1, 1]],
  ["1.", ["Extra data", 1, 1, 2]],
  ["tru", ["Expecting value", 0, 1, 1]],
  ['{"\u043a\u043b\u044e\u0447": \ud83d\ude00}', ["Expecting value", 9, 1, 10]],
  ['{"\ud83d\ude00": x}', ["Expecting value", 6, 1, 7]],
  ["[1,2", ["Expecting ',' delimiter", 4, 1, 5]],
  ['{"a":[1,{"b":}]}', ["Expecting value", 13, 1, 14]],
  ['"\\ud83d\\ude00"', null],
  ["\t x", ["Expecting value", 2, 1, 3]],
  ['{"a":"\u0001"}', ["Invalid control character at", 6, 1, 7]],
  ["{,}", ["Expecting property name enclosed in double quotes", 1, 1, 2]],
  ["[,]", ["Expecting value", 1, 1, 2]],
  ['"abc\\', ["Unterminated string starting at", 0, 1, 1]],
];

const numbers: Array<[string, string]> = [
  ["0", "0"],
  ["-0", "0"],
  ["12345", "12345"],
  ["123456789012345678901234567890", "123456789012345678901234567890"],
  ["1.0", "1.0"],
  ["1.5", "1.5"],
  ["-0.0", "-0.0"],
  ["1e5", "100000.0"],
  ["1E400", "inf"],
  ["-1E400", "-inf"],
  ["1e16", "1e+16"],
  ["1e15", "1000000000000000.0"],
  ["123456789.125", "123456789.125"],
  ["1e-4", "0.0001"],
  ["1e-5", "1e-05"],
  ["0.00001234", "1.234e-05"],
  ["1e22", "1e+22"],
  ["1.7976931348623157e308", "1.7976931348623157e+308"],
  ["5e-324", "5e-324"],
  ["0.1", "0.1"],
  ["100.0", "100.0"],
  ["1e2", "100.0"],
  ["12345678901234567.0", "1.2345678901234568e+16"],
  ["NaN", "nan"],
  ["Infinity", "inf"],
  ["-Infinity", "-inf"],
  ["true", "True"],
];

test("what Python refuses is refused with its message at its position", () => {
  for (const [text, expected] of cases) {
    let found: unknown = null;
    try {
      parsePythonJson(text);
    } catch (error) {
      if (!(error instanceof PythonJsonError)) throw error;
      found = [error.problem, error.position, error.line, error.column];
    }
    expect([text, found]).toEqual([text, expected]);
  }
});

test("a number becomes the text that Python makes of it", () => {
  for (const [text, expected] of numbers) {
    const value = parsePythonJson(text);
    expect([text, value instanceof PythonNumber ? value.text : "True"]).toEqual([text, expected]);
  }
});

test("objects and arrays are read whole, and of two equal names the last wins", () => {
  const value = parsePythonJson(' {"a": [1, "\\u0434\\/", null, false], "b": {}, "a": "z"} ');
  expect(value).toEqual(
    new Map<string, unknown>([
      ["a", "z"],
      ["b", new Map()],
    ]),
  );
});
