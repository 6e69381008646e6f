import { expect, test } from "vitest";
import { clickSource } from "./click-source";

const sourceOf = (query: string) => clickSource(new URLSearchParams(query));

test("a link says where it stood, in one spelling", () => {
  expect(sourceOf("s=telegram")).toBe("telegram");
  expect(sourceOf("s=tg")).toBe("telegram");
  expect(sourceOf("utm_source=Newsletter&utm_medium=x")).toBe("email");
  expect(sourceOf("s=expo-2030")).toBe("expo-2030");
});

test("without a mark a click is direct", () => {
  expect(sourceOf("")).toBe("direct");
  expect(sourceOf("s=&x=1")).toBe("direct");
});

test("what could carry a person's data or break a page is counted without it", () => {
  for (const query of ["s=anna@example.com", `s=${"a".repeat(33)}`, "s=<script>", "s=%00", "s=%2B7%20900"])
    expect(sourceOf(query)).toBe("other");
});
