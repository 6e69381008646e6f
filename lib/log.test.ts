import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { describeError } from "./log";

test("a failed query is logged without what it carried, whichever bundle's class it is", () => {
  const own = new DrizzleQueryError("insert …", ["victim@example.test"], new Error("duplicate key"));
  const foreign = Object.assign(new Error("Failed query: insert …\nparams: victim@example.test"), {
    query: "insert …",
    params: ["victim@example.test"],
    cause: new Error("duplicate key"),
  });
  for (const error of [own, foreign]) {
    expect(JSON.stringify(describeError(error))).not.toContain("victim");
    expect(JSON.stringify(describeError(error))).toContain("duplicate key");
  }
});

test("the driver's patched error keeps no parameters, so that no other logger can print them", () => {
  const error = new DrizzleQueryError("select 1", ["secret-parameter"], new Error("gone"));
  expect(`${error.stack} ${JSON.stringify(error)} ${error.message}`).not.toContain("secret-parameter");
});

test("the code of an error can be read: it does not stand under a name that is removed as a secret", () => {
  const lost = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
  const described = describeError(new Error("no answer", { cause: lost }));
  expect(described).toMatchObject({ cause: { errorCode: "ECONNREFUSED" } });
  expect(Object.keys(described.cause as object)).not.toContain("code");
});
