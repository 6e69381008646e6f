import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { addressBehindProxies, clientAddress, knowsClients } from "./client-address";

afterEach(() => {
  Object.assign(env(), { MOSTIK_OWN_DOOR: false, TRUSTED_PROXY_HOPS: 0, VERCEL: false });
});

test("a client without a trusted proxy cannot choose its address", () => {
  expect(addressBehindProxies("203.0.113.9", "10.0.0.1, 1.1.1.1", 0)).toBe("203.0.113.9");
});

test("behind one trusted proxy the address is what that proxy saw", () => {
  expect(addressBehindProxies("10.0.0.2", "6.6.6.6, 203.0.113.9", 1)).toBe("203.0.113.9");
});

test("a chain shorter than the trusted hops gives its first address", () => {
  expect(addressBehindProxies("203.0.113.9", "", 2)).toBe("203.0.113.9");
});

test("proxies may note a port, brackets or an IPv4 address over IPv6", () => {
  expect(addressBehindProxies("::ffff:10.0.0.2", "", 0)).toBe("10.0.0.2");
  expect(addressBehindProxies("10.0.0.2", "6.6.6.6, 203.0.113.9:41000", 1)).toBe("203.0.113.9");
  expect(addressBehindProxies("10.0.0.2", "[2001:db8::9]:41000", 1)).toBe("2001:db8::9");
});

test("without our own server a client is believed as far as our proxies saw it, else not at all", () => {
  const claimed = new Headers({
    "x-forwarded-for": "6.6.6.6, 203.0.113.9",
    "x-mostik-client-address": "6.6.6.6",
    "x-vercel-forwarded-for": "6.6.6.6",
  });
  expect(clientAddress(claimed)).toBeNull();
  expect(knowsClients()).toBe(false);
  Object.assign(env(), { TRUSTED_PROXY_HOPS: 1 });
  expect(clientAddress(claimed)).toBe("203.0.113.9");
  expect(clientAddress(new Headers())).toBeNull();
  expect(knowsClients()).toBe(true);
  Object.assign(env(), { TRUSTED_PROXY_HOPS: 0, MOSTIK_OWN_DOOR: true });
  expect(knowsClients()).toBe(true);
});
