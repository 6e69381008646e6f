import { expect, test } from "vitest";
import { clientNetwork, plainAddress } from "./client-network";

test("the addresses of one IPv6 customer count as one client, and the neighbour's do not", () => {
  const network = clientNetwork("2001:db8:1:2::1");
  expect(clientNetwork("2001:DB8:1:2:ffff:ffff:ffff:ffff")).toBe(network);
  expect(clientNetwork("2001:0db8:0001:0002:0:0:0:9")).toBe(network);
  expect(clientNetwork("fe80::1%eth0")).toBe(clientNetwork("fe80::2"));
  expect(clientNetwork("2001:db8:1:3::1")).not.toBe(network);
  expect(clientNetwork("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(clientNetwork("::1")).toBe("0:0:0:0::/64");
});

test("IPv4 addresses count each for itself, over IPv6 too", () => {
  expect(clientNetwork("203.0.113.9")).toBe("203.0.113.9");
  expect(clientNetwork("::ffff:203.0.113.9")).toBe("203.0.113.9");
  expect(clientNetwork("::ffff:cb00:7109")).toBe("203.0.113.9");
  expect(clientNetwork("203.0.113.10")).not.toBe(clientNetwork("203.0.113.9"));
});

test("a port that a proxy noted makes no other client", () => {
  expect(plainAddress("203.0.113.9:51234")).toBe("203.0.113.9");
  expect(plainAddress("[2001:db8::1]:443")).toBe("2001:db8::1");
  expect(plainAddress("[2001:db8::1]")).toBe("2001:db8::1");
});

test("what is no address is counted as it stands, and nothing that a proxy may send breaks", () => {
  for (const text of ["unknown", "", "1:2:3", "a]b", "[", "_hidden", "::ffff:999.1.1.1"])
    expect(clientNetwork(text)).toBe(text);
  expect(clientNetwork(null)).toBe("unknown");
});
