import { expect, test } from "vitest";
import { AmocrmPrivate } from "./amocrm-private";

const parse = (accountHost: string) =>
  AmocrmPrivate.safeParse({
    accountHost,
    clientId: "00000000-0000-4000-8000-000000000001",
    clientSecret: "",
    redirectUri: "https://example.test/callback",
    way: "redirect",
    code: "",
    connectionId: null,
  });

test("the account's address is taken as it stands in the address bar, with or without what is around the host", () => {
  for (const text of [
    "company.amocrm.ru",
    " https://company.amocrm.ru/ ",
    "https://company.amocrm.ru/leads/list/?page=2#top",
    "http://COMPANY.amocrm.ru",
    "company.amocrm.ru/leads",
    "company.amocrm.ru?x=1",
  ])
    expect([text, parse(text).data?.accountHost]).toEqual([text, "company.amocrm.ru"]);
});

test("an address that leads elsewhere, or hides where it leads, is refused by its field", () => {
  for (const text of [
    "",
    "company.example.test",
    "https://company.amocrm.ru@evil.test",
    "https://evil.test/company.amocrm.ru",
    "https://evil.test#company.amocrm.ru",
    "company.amocrm.ru:8443",
    "company.amocrm.ru.evil.test",
    "ftp://company.amocrm.ru",
    "//company.amocrm.ru",
    "api-b.amocrm.ru",
  ]) {
    const issues = parse(text).error?.issues.map(({ path, message }) => [path.join("."), message]);
    expect([text, issues]).toEqual([text, [["accountHost", "amocrm_host_invalid"]]]);
  }
});
