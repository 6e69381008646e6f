import { expect, test } from "vitest";
import { canonicalAddress, referralRejection } from "./referral-rejection";

test("case and a plus-tag do not make another person", () => {
  expect(canonicalAddress(" Vera+shop@Example.test")).toBe("vera@example.test");
  expect(canonicalAddress("a+b+c@example.test")).toBe("a@example.test");
});

test("a local part that begins with a plus is kept", () => {
  expect(canonicalAddress("+7900@example.test")).toBe("+7900@example.test");
});

test("dots mean nothing at Gmail, and Googlemail is Gmail", () => {
  expect(canonicalAddress("v.e.r.a+x@googlemail.com")).toBe("vera@gmail.com");
  expect(canonicalAddress("v.e.r.a@example.test")).toBe("v.e.r.a@example.test");
});

test("Yandex's domains share mailboxes, and its dots are hyphens", () => {
  expect(canonicalAddress("vera.p@ya.ru")).toBe(canonicalAddress("vera-p@yandex.ru"));
});

test("one's own code and one's own mailbox are rejected, others are not", () => {
  const referrer = { id: "1", email: "vera@gmail.com" };
  expect(referralRejection(referrer, referrer)).toBe("own_code");
  expect(referralRejection(referrer, { id: "2", email: "v.era+2@gmail.com" })).toBe("same_address");
  expect(referralRejection(referrer, { id: "2", email: "oleg@gmail.com" })).toBeNull();
});

test("a mailbox that is thrown away after use earns nothing", () => {
  const referrer = { id: "1", email: "vera@gmail.com" };
  expect(referralRejection(referrer, { id: "2", email: "x@mailinator.com" })).toBe("disposable_address");
});
