import { expect, test } from "vitest";
import { codeAlphabet, codeTextKey } from "./referral-code-text";

test("a code is found whatever its case and the spaces around it", () => {
  expect(codeTextKey("  KX7-promo ")).toBe("kx7-promo");
  expect(codeTextKey("ＫＸ７")).toBe("kx7");
});

test("what cannot be a code has no key", () => {
  for (const text of ["", "ab", "a".repeat(33), "a b c", "abc\u0000", "../etc", "код", "-abc", "a%00b"])
    expect(codeTextKey(text)).toBeNull();
});

test("drawn codes have no characters that are mistaken for others, in either case", () => {
  expect(codeAlphabet).not.toMatch(/[01OILAEU]/);
  expect(new Set(codeAlphabet.toLowerCase()).size).toBe(codeAlphabet.length);
});
