import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const example = readFileSync(".env.example", "utf8");
const listed = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? "");

test(".env.example lists every variable of the product", () => {
  const known = [...readFileSync("lib/env.ts", "utf8").matchAll(/^ {4}([A-Z][A-Z0-9_]+):/gm)];
  expect(known.length).toBeGreaterThan(20);
  expect(listed).toEqual(expect.arrayContaining(known.map(([, name]) => name)));
});

test(".env.example lists no variable twice, and none that nothing reads", () => {
  const sources = globSync("{lib,scripts,sandbox}/**/*.{ts,mjs}", { exclude: ["**/*.test.ts"] });
  const code = sources.map((file) => readFileSync(file, "utf8")).join("\n");
  expect(listed.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  expect(new Set(listed).size).toBe(listed.length);
});

test(".env.example sets nothing when it is copied as it is", () => {
  expect(example.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
});
