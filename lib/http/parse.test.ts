import { expect, test } from "vitest";
import { z } from "zod";
import { parse } from "./parse";

const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}"x"${"]".repeat(depth)}`);

test("a body nested deeper than the stack is read as any other", () => {
  expect(parse(z.object({ a: z.string() }), { a: "b", more: nested(200_000) })).toEqual({ a: "b" });
  expect(() => parse(z.object({ a: z.string() }), { a: nested(200_000) })).toThrow("validation_failed");
});

test("a text with a character that the database cannot hold is refused by its place", () => {
  const refused = { code: "validation_failed", fieldErrors: { "a.1.b": ["invalid_format"] } };
  const input = { a: ["fine", { b: "not\0fine" }] };
  expect(() => parse(z.unknown(), input)).toThrow(expect.objectContaining(refused));
  expect(() => parse(z.unknown(), "\0")).toThrow(
    expect.objectContaining({ fieldErrors: { root: ["invalid_format"] } }),
  );
});
