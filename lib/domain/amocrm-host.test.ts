import { expect, test } from "vitest";
import { amocrmAccountHost, amocrmShardHost } from "./amocrm-host";

test("an account's host passes, bare or as a link", () => {
  for (const text of [
    "acme.amocrm.ru",
    "https://acme.amocrm.ru",
    "https://acme.amocrm.ru/",
    " ACME.amocrm.ru ",
  ]) {
    expect(amocrmAccountHost(text)).toBe("acme.amocrm.ru");
  }
  expect(amocrmAccountHost("a-1.kommo.com")).toBe("a-1.kommo.com");
});

test("no secret is sent to a foreign, private or disguised host", () => {
  const refused = [
    "evil.tld",
    "acme.amocrm.ru.evil.tld",
    "evil.tld/acme.amocrm.ru",
    "https://user@acme.amocrm.ru",
    "acme.amocrm.ru:8080",
    "http://acme.amocrm.ru",
    "acme.amocrm.ru/path",
    "acme.amocrm.ru?x",
    "acme.amocrm.ru#x",
    "a.b.amocrm.ru",
    "-a.amocrm.ru",
    "127.0.0.1",
    "[::1]",
    "аcme.amocrm.ru",
    "www.amocrm.ru",
    "api-b.amocrm.ru",
    "amojo.amocrm.ru",
    "amocrm.ru",
    "",
  ];
  for (const text of refused) expect([text, amocrmAccountHost(text)]).toEqual([text, null]);
});

test("a refresh token is shown to a shard of amoCRM's own, and to nobody who is named in its place", () => {
  for (const host of ["api-b.amocrm.ru", "api-g.kommo.com", "api.amocrm.ru"]) {
    expect(amocrmShardHost(host)).toBe(host);
  }
  const refused = [
    "acme.amocrm.ru",
    "api-b.evil.tld",
    "api-b.amocrm.ru.evil.tld",
    "x@api-b.amocrm.ru",
    "api-b.amocrm.ru:1",
    "api-b.amocrm.ru/",
    "https://api-b.amocrm.ru",
    "127.0.0.1",
    "",
  ];
  for (const text of refused) expect([text, amocrmShardHost(text)]).toEqual([text, null]);
});
