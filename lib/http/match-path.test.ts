import { expect, test } from "vitest";
import { matchPath } from "./match-path";

const match = matchPath("/api/v1/connections/{id}/token");

test("a parameter is one whole decoded segment", () => {
  expect(match("/api/v1/connections/a%20b/token")).toEqual({ id: "a b" });
  expect(match("/api/v1/connections/a/b/token")).toBeNull();
});

test("nothing but the exact path matches", () => {
  for (const path of [
    "/api/v1/connections//token",
    "/api/v1/connections/a/token/",
    "/API/v1/connections/a/token",
    "/api/v1/connections/%E0%A4%A/token",
    "",
  ]) {
    expect(match(path)).toBeNull();
  }
});
