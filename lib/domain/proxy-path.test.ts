import { expect, test } from "vitest";
import { proxyUrl } from "./proxy-path";

const base = "https://api.dodois.io";

test("a path goes below the provider's own address, letter by letter", () => {
  for (const path of [
    "dodopizza/ru/units/stores",
    "api/v4/leads/",
    "a/b%2Fc/d%20e",
    "a/..b/.c",
    "~x;y=1,2:@",
  ]) {
    expect(proxyUrl(base, path, "?q=a%2Fb&r=%D0%9F")?.href).toBe(`${base}/${path}?q=a%2Fb&r=%D0%9F`);
  }
  expect(proxyUrl(`${base}/v2`, "a", "")?.href).toBe(`${base}/v2/a`);
});

test("what could lead elsewhere is refused", () => {
  const tricks = [
    "../x",
    "a/../../x",
    "a/%2e%2E/x",
    "a/.%2e/x",
    "./x",
    "a/.",
    "a//b",
    "/evil.example/x",
    "a\\..\\b",
    "a\tb",
    "a b",
    "a\r\nHost: evil.example",
    "a?b",
    "a#b",
    "a/й",
    "a/{b}",
    "",
  ];
  for (const path of tricks) expect([path, proxyUrl(base, path, "")]).toEqual([path, null]);
});

test("what looks like another host is a path like any other", () => {
  for (const path of ["@evil.example/x", ":8443/x", "https:%2F%2Fevil.example", "http:evil.example"]) {
    expect(proxyUrl(base, path, "")?.host).toBe("api.dodois.io");
  }
});
