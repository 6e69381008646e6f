import { expect, test } from "vitest";
import { isPersonsVisit } from "./referral-visit";

const visit = (userAgent: string | null, rest: { method?: string; purpose?: string } = {}) =>
  isPersonsVisit({ method: "GET", purpose: null, userAgent, ...rest });

const browsers = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; arm_64; Android 14; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 YaBrowser/25.8 Mobile Safari/537.36",
];

const automata = [
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
  "TelegramBot (like TwitterBot)",
  "WhatsApp/2.24.1 A",
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
  "curl/8.5.0",
  "python-requests/2.32",
];

test("a click in a browser is a person's, on a Cubot phone too", () => {
  expect(browsers.filter((browser) => !visit(browser))).toEqual([]);
});

test("crawlers, previews and libraries are not people", () => {
  expect(automata.filter((automaton) => visit(automaton))).toEqual([]);
  expect(visit(null)).toBe(false);
});

test("what a browser fetches before the click, or only probes, is not a click", () => {
  const [browser = ""] = browsers;
  expect(visit(browser, { purpose: "prefetch;prerender" })).toBe(false);
  expect(visit(browser, { method: "HEAD" })).toBe(false);
});
