import { expect, test } from "vitest";
import { clientLinkHost } from "./client-link";

test.each([
  ["https://realuser1", "realuser1.amocrm.ru"],
  ["realuser1", "realuser1.amocrm.ru"],
  ["realuser1.amocrm.ru", "realuser1.amocrm.ru"],
  [" https://RealUser1.amocrm.ru/ ", "realuser1.amocrm.ru"],
  ["http://realuser1.amocrm.ru/leads/pipeline?x=1#y", "realuser1.amocrm.ru"],
  ["https://realuser1.kommo.com", "realuser1.kommo.com"],
  ["5555f76e2-446f-412d-b999-6a72db60b31b", "5555f76e2-446f-412d-b999-6a72db60b31b.amocrm.ru"],
])("the client link %s means the account %s", (link, host) => {
  expect(clientLinkHost(link)).toBe(host);
});

test.each([
  "",
  "https://",
  "https://127.0.0.1/",
  "http://[::1]:3000",
  "localhost:8080",
  "https://evil.example/realuser1.amocrm.ru",
  "https://realuser1.amocrm.ru@evil.example",
  "https://realuser1.amocrm.ru.evil.example",
  "https://realuser1.amocrm.ru:8443",
  "https://user:pass@realuser1.amocrm.ru",
  "https://www.amocrm.ru",
  "api",
  "file:///etc/passwd",
  "https://realuser1.amocrm.ru\\@evil.example",
  "realuser1\n.evil.example",
])("the client link %j means no account", (link) => {
  expect(clientLinkHost(link)).toBeNull();
});
