import { expect, test } from "vitest";
import { howToServe, type TokenState } from "./serving";

const now = new Date("2030-01-02T00:00:00Z");
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const good: TokenState = {
  status: "active",
  gen: 3,
  issuedAt: inMinutes(-600),
  expiresAt: inMinutes(840),
  nextRefreshAt: inMinutes(500),
  failCount: 0,
};
const expired: TokenState = { ...good, expiresAt: inMinutes(-1), nextRefreshAt: inMinutes(-200) };

test("a token with time left is handed out in every state but switched-off ones", () => {
  for (const status of ["active", "degraded", "reauth_required"] as const) {
    expect(howToServe({ ...good, status }, now, null)).toEqual({ kind: "serve" });
  }
  for (const status of ["disabled", "revoked", "pending"] as const) {
    expect(howToServe({ ...good, status }, now, null)).toEqual({ kind: "off" });
  }
});

test("a token close to its end is renewed first, and still handed out if that fails", () => {
  expect(howToServe({ ...good, expiresAt: inMinutes(9) }, now, null)).toEqual({
    kind: "refresh",
    orServe: true,
  });
});

test("an expired token is never handed out", () => {
  expect(howToServe(expired, now, null)).toEqual({ kind: "refresh", orServe: false });
  expect(howToServe({ ...expired, status: "reauth_required" }, now, null)).toEqual({ kind: "reauth" });
});

test("after a 401 only a later generation will do", () => {
  expect(howToServe(good, now, 2)).toEqual({ kind: "serve" });
  expect(howToServe(good, now, 3)).toEqual({ kind: "refresh", orServe: false });
  expect(howToServe({ ...good, status: "reauth_required" }, now, 3)).toEqual({ kind: "reauth" });
});

test("while failures are backed off, askers wait as long as the sweep does", () => {
  const failing: TokenState = { ...expired, status: "degraded", failCount: 2, nextRefreshAt: inMinutes(1.5) };
  expect(howToServe(failing, now, null)).toEqual({ kind: "wait", seconds: 90 });
  expect(howToServe({ ...failing, expiresAt: inMinutes(5) }, now, null)).toEqual({ kind: "serve" });
});
