import { expect, test } from "vitest";
import { returnPath, signInPath } from "./return-path";

test("who is asked to sign in goes on to the page that was asked for, its query too", () => {
  const page = "/dashboard/connections/01980000-0000-7000-8000-000000000000?cursor=1";
  expect(returnPath(page)).toBe(page);
  expect(returnPath("/admin/jobs")).toBe("/admin/jobs");
  expect(signInPath(page)).toBe(`/sign-in?next=${encodeURIComponent(page)}`);
  expect(signInPath("/dashboard")).toBe("/sign-in");
  expect(signInPath(null)).toBe("/sign-in");
});

test("a link to the sign-in leads to no other site and to nothing that is not a private page", () => {
  for (const text of [
    "https://evil.test/dashboard",
    "//evil.test/dashboard",
    "/\\evil.test/dashboard",
    "\\\\evil.test\\dashboard",
    "http:/dashboard/../../evil",
    "/dashboard/../api/connect/dodois",
    "/dashboard/%2e%2e/sign-up",
    "/dashboards",
    "/api/callback?code=1",
    "javascript:alert(1)",
    `/dashboard/${"a".repeat(1_000)}`,
    ["/dashboard/settings"],
    undefined,
  ])
    expect(returnPath(text)).toBeNull();
});
