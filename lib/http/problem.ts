import { errorStatus } from "@/lib/errors";
import { log } from "@/lib/log";
import texts from "@/messages/en/errors.json";
import { asAppError } from "./as-app-error";
import { toResponse, type WholeAnswer } from "./whole-answer";

/** The problem document of an error as a Response. */
export function problem(error: unknown, requestId: string): Response {
  return toResponse(problemAnswer(error, requestId));
}

/**
 * A problem document for any error (RFC 9457). What is not an `AppError` is a bug: it is logged and
 * answered as `internal` without a word of its own.
 */
export function problemAnswer(error: unknown, requestId: string): WholeAnswer {
  const known = asAppError(error);
  if (known.code === "internal") log().error({ err: error, requestId }, "request failed");
  const status = errorStatus[known.code];
  const body = {
    type: `/docs/errors#${known.code}`,
    title: texts.api[known.code].title,
    status,
    detail: known.reason === undefined ? texts.api[known.code].detail : textOf("reasons", known.reason),
    instance: `urn:request:${requestId}`,
    code: known.code,
    ...(known.reason !== undefined && { reason: known.reason }),
    ...(known.fieldErrors !== undefined && { errors: fieldProblems(known.fieldErrors) }),
    ...known.extra,
  };
  const headers = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...(status === 401 && { "www-authenticate": 'Bearer realm="mostik"' }),
    ...(known.retryAfterSeconds !== undefined && { "retry-after": String(known.retryAfterSeconds) }),
  };
  return { status, headers, body: JSON.stringify(body) };
}

function fieldProblems(fieldErrors: Record<string, string[]>) {
  return Object.entries(fieldErrors).flatMap(([location, keys]) =>
    keys.map((key) => ({ location, code: key, detail: textOf("fields", key) })),
  );
}

function textOf(group: "reasons" | "fields", key: string): string {
  const known: Record<string, string> = texts[group];
  return known[key] ?? key;
}
