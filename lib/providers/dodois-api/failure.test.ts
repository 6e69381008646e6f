import { expect, test } from "vitest";
import { dodoisApiFailure } from "./failure";

const now = new Date("2030-03-04T05:06:07.000Z");

function judge(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return dodoisApiFailure({ status, headers, text }, now);
}

test.each([
  ["problem+json", { type: "https://httpstatuses.io/403", title: "Forbidden", status: 403 }, "Forbidden"],
  ["the coded shape", { code: "InsufficientScopes", httpStatus: 403, requestId: "1" }, "InsufficientScopes"],
  ["the older list", { errors: [{ message: "InsufficientScopes", payload: {} }] }, "InsufficientScopes"],
])("a refusal in %s is ours to mend and keeps its code", (_, body, code) => {
  expect(judge(403, body)).toEqual({ class: "config", code, httpStatus: 403, retryAfterSeconds: null });
});

test("a refused parameter is named", () => {
  const errors = [{ code: "TooManyUnits", field: "units", message: "no more than 30" }];
  expect(judge(400, { code: "ValidationError", details: { errors } }).code).toBe(
    "ValidationError.TooManyUnits",
  );
  expect(judge(400, { field: "Take", message: "The field Take must be…" }).code).toBe("InvalidField.Take");
});

test("401 without a body is about the token", () => {
  expect(judge(401, "")).toMatchObject({ class: "terminal", code: "http_401", httpStatus: 401 });
});

test("429 says in prose how long to wait", () => {
  const body = { message: "Rate limit is exceeded. Try again in 42 seconds." };
  expect(judge(429, body)).toMatchObject({ class: "transient", code: "http_429", retryAfterSeconds: 42 });
  expect(judge(429, body, { "retry-after": "7" }).retryAfterSeconds).toBe(7);
  expect(judge(429, "")).toMatchObject({ class: "transient", retryAfterSeconds: null });
});

test("a page of the proxy passes, whatever its status", () => {
  expect(judge(502, "<html>502</html>")).toMatchObject({ class: "transient", code: "http_502" });
  expect(judge(403, "<html>403</html>")).toMatchObject({ class: "transient", code: "http_403" });
});

test("the provider's prose never becomes a code", () => {
  expect(judge(400, { errors: [{ message: "Какой-то текст с данными" }] }).code).toBe("http_400");
});
