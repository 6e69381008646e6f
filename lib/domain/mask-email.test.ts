import { expect, test } from "vitest";
import { maskEmail } from "./mask-email";

test.each([
  ["anna.petrova@example.com", "a***@example.com"],
  ["an@example.com", "a***@example.com"],
  ["Анна@пример.рф", "А***@пример.рф"],
  ["😀nna@example.com", "😀***@example.com"],
  ['"a@b"@example.com', '"***@example.com'],
])("%s keeps its first character and its domain: %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});

test.each([
  ["a@example.com", "***@example.com"],
  ["@example.com", "***@example.com"],
  ["not an address", "***"],
  ["", "***"],
])("what would be shown whole is hidden whole: %j as %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
