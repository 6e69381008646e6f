import { expect, test } from "vitest";
import { activationRefusal, codeUsability } from "./referral-code-usability";

const now = new Date("2030-05-01T12:00:00Z");
const good = {
  isActive: true,
  uses: 0,
  maxUses: null,
  expiresAt: new Date("2030-05-01T12:00:00.001Z"),
  deletedAt: null,
};

test("an active code is usable until the instant of its expiry", () => {
  expect(codeUsability(good, now)).toBe("usable");
  expect(codeUsability({ ...good, expiresAt: now }, now)).toBe("expired");
});

test("a code is used up when its uses reach its maximum", () => {
  expect(codeUsability({ ...good, uses: 2, maxUses: 3 }, now)).toBe("usable");
  expect(codeUsability({ ...good, uses: 3, maxUses: 3 }, now)).toBe("used_up");
});

test("an inactive code says so, unless it could not be activated anyway", () => {
  expect(codeUsability({ ...good, isActive: false }, now)).toBe("inactive");
  expect(codeUsability({ ...good, isActive: false, expiresAt: now }, now)).toBe("expired");
});

test("a deleted code is answered as one that never was", () => {
  expect(codeUsability({ ...good, isActive: false, deletedAt: now }, now)).toBe("unknown");
  expect(codeUsability(null, now)).toBe("unknown");
});

test("an expired or used-up code cannot be activated, and the reason is told", () => {
  expect(activationRefusal({ ...good, expiresAt: now }, now)).toBe("expired");
  expect(activationRefusal({ ...good, uses: 1, maxUses: 1 }, now)).toBe("used_up");
  expect(activationRefusal(good, now)).toBeNull();
});
