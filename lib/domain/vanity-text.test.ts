import { expect, test } from "vitest";
import { vanityRefusal } from "./vanity-text";

test.each(["abc", "Lena-2030", "a".repeat(32), "7days", "kofe_s_soboy"])("%s can be chosen", (text) =>
  expect(vanityRefusal(text)).toBeNull(),
);

test.each(["", "ab", "a".repeat(33), "-abc", "a b c", "привет", "a/b", "а.b", "abc\u0000"])(
  "%j is not a code's text: 3 to 32 Latin letters, digits, hyphens and underscores",
  (text) => expect(vanityRefusal(text)).toBe("code_text_characters"),
);

test.each(["admin", "ADMIN", "Ad-Min", "sign_up", "Support", "mostik"])(
  "%s is reserved, in any spelling",
  (text) => expect(vanityRefusal(text)).toBe("code_text_reserved"),
);

test("a foul text is refused", () => {
  expect(vanityRefusal("huy-vam")).toBe("code_text_offensive");
  expect(vanityRefusal("FUCK2030")).toBe("code_text_offensive");
});
