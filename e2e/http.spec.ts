import { expect, test } from "@playwright/test";
import { overSocket } from "@/lib/testing/raw-socket";
import { appUrl, nextUrl } from "./support/stack";

const pages = ["/", "/sign-in", "/docs/errors", "/no-such-page", "/dashboard/no-such"];
const neighbours = ["/TwinProxy", "/TwinProxy/", "/TwinProxy/nope", "/apix", "/icon", "/iconfoo", "/icon/x"];
const internals = [
  "/favicon.ico",
  "/_next",
  "/_next/nope",
  "/_next/imagefoo",
  "/_next/data/x/y.json",
  "/_error",
];
const doors = { "our own server": appUrl, "Next's router": nextUrl };

for (const [door, url] of Object.entries(doors)) {
  test(`every page has a policy for its scripts, the missing ones too: ${door}`, async () => {
    for (const path of [...pages, ...neighbours, ...internals]) {
      const answer = await overSocket(url(), "GET", path);
      if (answer.status >= 300 && answer.status < 400) continue;
      expect([path, answer.headers["content-type"]]).toEqual([path, "text/html; charset=utf-8"]);
      const [, nonce] =
        /script-src 'self' 'nonce-([^']+)'/.exec(answer.headers["content-security-policy"] ?? "") ?? [];
      expect([path, nonce]).toEqual([path, expect.any(String)]);
      const scripts = answer.text.match(/<script\b[^>]*>/g) ?? [];
      expect([path, scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))]).toEqual([path, []]);
    }
  });

  test(`what the API does not serve is a problem document: ${door}`, async () => {
    for (const path of ["/api", "/api/", "/api/nope", "/api/v1/nope", "/api/auth/session"]) {
      for (const method of ["GET", "POST", "DELETE"]) {
        const answer = await overSocket(url(), method, path, method === "POST" ? "{}" : null);
        expect([path, method, answer.status]).toEqual([path, method, 404]);
        expect(answer.headers["content-type"]).toBe("application/problem+json");
        expect(answer.text).toContain('"code":"not_found"');
      }
    }
  });

  test(`what a path is not asked by is a problem document that names what it is asked by: ${door}`, async () => {
    const id = "01980000-0000-7000-8000-000000000000";
    for (const [method, path, allow] of [
      ["POST", `/api/v1/connections/${id}/token`, "GET, HEAD, OPTIONS"],
      ["PUT", "/api/v1/referral-codes", "GET, HEAD, OPTIONS, POST"],
      ["GET", `/api/v1/referral-codes/${id}/activate`, "OPTIONS, POST"],
      ["POST", "/api/cron/cleanup", "GET, HEAD, OPTIONS"],
    ] as const) {
      const answer = await overSocket(url(), method, path, method === "GET" ? null : "{}");
      expect([path, answer.status, answer.headers.allow]).toEqual([path, 405, allow]);
      expect(answer.headers["content-type"]).toBe("application/problem+json");
      expect(answer.text).toContain('"code":"method_not_allowed"');
      const asked = await overSocket(url(), "OPTIONS", path);
      expect([path, asked.status, asked.headers.allow]).toEqual([path, 204, allow]);
    }
  });

  test(`a target in the absolute form is answered like its path: ${door}`, async () => {
    for (const path of ["/api/health", "/sign-in", "/api/v1/connections", "/TwinProxy/amoCRM/info"]) {
      const plain = await overSocket(url(), "GET", path);
      const absolute = await overSocket(url(), "GET", url(path));
      expect([path, absolute.status]).toEqual([path, plain.status]);
      expect(absolute.headers["content-type"]).toBe(plain.headers["content-type"]);
    }
  });
}
