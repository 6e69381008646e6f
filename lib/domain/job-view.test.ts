import { expect, test } from "vitest";
import { jobCause, jobDetails } from "./job-view";

test("a failure is told by its code, reason and the numbers that came with it", () => {
  const output = {
    type: "AppError",
    code: "rate_limited",
    extra: { resend: "rate_limit_exceeded", status: 429 },
  };
  expect(jobCause(output)).toBe("rate_limited · rate_limit_exceeded · 429");
  expect(jobCause({ type: "AppError", code: "unavailable", reason: "mail_unreachable" })).toBe(
    "unavailable · mail_unreachable",
  );
  expect(jobCause({ type: "TypeError" })).toBe("TypeError");
});

test("free text of a failure is never shown", () => {
  expect(jobCause({ type: "Failed to write to anna@example.com" })).toBeNull();
  expect(jobCause({ code: "internal", extra: { why: "token abc def" } })).toBe("internal");
  expect(jobCause({ value: { message: "job timed out" } })).toBeNull();
  for (const nothing of [null, undefined, "text", 7, []]) expect(jobCause(nothing)).toBeNull();
});

test("what a job is about shows ids and kinds, and masks addresses", () => {
  expect(jobDetails({ userId: "0190", template: "welcome", nested: { a: 1 } })).toEqual([
    { name: "template", value: "welcome" },
    { name: "userId", value: "0190" },
  ]);
  expect(jobDetails({ email: "anna@example.com" })).toEqual([{ name: "email", value: "a***@example.com" }]);
  expect(jobDetails(null)).toEqual([]);
});
