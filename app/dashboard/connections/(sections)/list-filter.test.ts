import { expect, test } from "vitest";
import { filterFrom, isFiltered, listHref } from "./list-filter";

test("an address and its filter are the same thing", () => {
  const filter = { show: "disabled", provider: "amocrm", query: "пицца & Co" } as const;
  const href = listHref(filter, "0197a1b2-0000-7000-8000-000000000000");
  const parameters = Object.fromEntries(new URL(href, "http://localhost").searchParams);
  expect(filterFrom(parameters)).toEqual(filter);
  expect(listHref({})).toBe("/dashboard/connections");
});

test("the address names one cluster of a provider", () => {
  const filter = { provider: "dodois", cluster: "com" } as const;
  expect(listHref(filter)).toBe("/dashboard/connections?provider=dodois.com");
  expect(filterFrom({ provider: "dodois.com" })).toEqual(filter);
  for (const provider of ["dodois.net", "amocrm.com", "dodois.com.io", "dodois.", ".com"])
    expect(filterFrom({ provider })).toEqual({});
});

test("what an address makes up filters nothing", () => {
  const made = filterFrom({ show: "revoked", provider: "other", q: ["a", "b"] });
  expect(isFiltered(made)).toBe(false);
  expect(filterFrom({ q: "   " })).toEqual({});
});
