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

test("a last parameter with dots takes the rest as it stands", () => {
  const matchRest = matchPath("/api/v1/connections/{id}/proxy/{path...}");
  expect(matchRest("/api/v1/connections/a%20b/proxy/x/y%2Fz/../")).toEqual({
    id: "a b",
    path: "x/y%2Fz/../",
  });
  expect(matchRest("/api/v1/connections/a/proxy//x")).toEqual({ id: "a", path: "/x" });
  for (const path of [
    "/api/v1/connections/a/proxy",
    "/api/v1/connections/a/proxy/",
    "/api/v1/connections//proxy/x",
  ]) {
    expect(matchRest(path)).toBeNull();
  }
});
