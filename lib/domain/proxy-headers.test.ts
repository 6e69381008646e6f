import { expect, test } from "vitest";
import { headersToReturn, headersToSend } from "./proxy-headers";

test("what is of one connection only is not passed on, nor what Connection names", () => {
  const given = {
    connection: "close, X-Hop",
    "x-hop": "1",
    "keep-alive": "timeout=5",
    te: "trailers",
    trailer: "x",
    "transfer-encoding": "chunked",
    upgrade: "websocket",
    "proxy-authorization": "Basic eA==",
    "content-type": "application/json",
    "x-own": "kept",
  };
  const kept = { "content-type": "application/json", "x-own": "kept" };
  expect(headersToSend(Object.entries(given))).toEqual(kept);
  expect(Object.fromEntries(headersToReturn(given))).toEqual(kept);
});

test("the client's key, cookies, address and host stay here", () => {
  const given = {
    Authorization: "Bearer mk_live_secret",
    Cookie: "a=b",
    Host: "mostik.example",
    Forwarded: "for=1.2.3.4",
    "X-Forwarded-For": "1.2.3.4",
    "X-Forwarded-Host": "evil.example",
    "X-Mostik-Client-Address": "1.2.3.4",
    "Mostik-Retry": "2",
    Accept: "application/json",
  };
  expect(headersToSend(Object.entries(given))).toEqual({ accept: "application/json" });
});

test("no cookie of the provider comes back, nor what would be about our own address", () => {
  const given = {
    "set-cookie": ["a=b", "c=d"],
    "strict-transport-security": "max-age=0",
    "access-control-allow-origin": "*",
    "clear-site-data": '"*"',
    "x-mostik-gen": "7",
    "x-ratelimit-remaining": "9",
    vary: ["accept", "accept-encoding"],
  };
  expect(headersToReturn(given)).toEqual([
    ["x-ratelimit-remaining", "9"],
    ["vary", "accept"],
    ["vary", "accept-encoding"],
  ]);
});
