import { expect, test } from "vitest";
import { addressBehindProxies } from "./client-address";

test("a client without a trusted proxy cannot choose its address", () => {
  expect(addressBehindProxies("203.0.113.9", "10.0.0.1, 1.1.1.1", 0)).toBe("203.0.113.9");
});

test("behind one trusted proxy the address is what that proxy saw", () => {
  expect(addressBehindProxies("10.0.0.2", "6.6.6.6, 203.0.113.9", 1)).toBe("203.0.113.9");
});

test("a chain shorter than the trusted hops gives its first address", () => {
  expect(addressBehindProxies("203.0.113.9", "", 2)).toBe("203.0.113.9");
});
