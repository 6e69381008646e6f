import { expect, test } from "vitest";
import type { ProviderFailure } from "@/lib/domain/provider";
import { AppError } from "@/lib/errors";
import { providerError } from "@/lib/providers/provider";
import { tileProblem } from "./tile-cause";

const failed = (httpStatus: number | null, failureClass: ProviderFailure["class"], code = "x") =>
  tileProblem(providerError({ class: failureClass, code, httpStatus, retryAfterSeconds: 9 }));

test.each([
  [401, "terminal", "refused"],
  [402, "config", "unpaid"],
  [403, "config", "forbidden"],
  [403, "transient", "unavailable"],
  [400, "config", "broken"],
  [429, "transient", "limited"],
  [502, "transient", "unavailable"],
  [null, "ambiguous", "unavailable"],
] as const)("an answer %s of the class %s is said as %s", (status, failureClass, cause) => {
  expect(failed(status, failureClass)).toEqual({ cause, code: "x", retryAfterSeconds: 9 });
});

test("a right that the connection was not given is not one that the person lacks", () => {
  expect(failed(403, "config", "InsufficientScopes")?.cause).toBe("scopes");
  expect(failed(403, "config", "InsufficientRoles")?.cause).toBe("forbidden");
});

test("what the engine says of the connection is told apart from the provider's failures", () => {
  expect(tileProblem(new AppError("reauth_required"))?.cause).toBe("reauth");
  expect(tileProblem(new AppError("conflict", { reason: "connection_off" }))?.cause).toBe("off");
  expect(tileProblem(new AppError("unavailable", { retryAfterSeconds: 5 }))).toMatchObject({
    cause: "unavailable",
    retryAfterSeconds: 5,
  });
});

test("a bug is left to the error boundary, which knows its number", () => {
  expect(tileProblem(new TypeError("a bug"))).toBeNull();
  expect(tileProblem(new AppError("internal"))).toBeNull();
});
