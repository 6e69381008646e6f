import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { operations } from "./operations";

/** What Next's router serves: each route.ts under app/api that is one of ours. */
function routesOfNext(): string[] {
  return globSync("app/api/{v1,health,hooks,cron,unsubscribe}/**/route.ts")
    .map((file) =>
      `/${file.replace(/^app\//, "").replace(/\/route\.ts$/, "")}`.replaceAll(
        /\[(\.\.\.)?(\w+)\]/g,
        (_, dots = "", name) => `{${name}${dots}}`,
      ),
    )
    .sort();
}

test("both doors serve the same operations", () => {
  expect([...new Set(operations.map(({ path }) => path))].sort()).toEqual(routesOfNext());
});

test("an operation stands in the list once", () => {
  const names = operations.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
});
