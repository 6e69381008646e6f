import "server-only";
import pino from "pino";
import { env } from "@/lib/env";

const secretKeys = [
  "authorization",
  "cookie",
  "password",
  "token",
  "access_token",
  "accessToken",
  "refresh_token",
  "refreshToken",
  "client_secret",
  "clientSecret",
  "code",
  "code_verifier",
  "secret",
  "email",
];

let logger: pino.Logger | null = null;

/** JSON lines on standard output; secrets are removed by key at the first two levels. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secretKeys.flatMap((key) => [`["${key}"]`, `*["${key}"]`]), censor: "[redacted]" },
    serializers: { err: describeError },
  });
  return logger;
}

/** A failed query's own message carries its parameters, tokens and addresses among them. */
export function describeError(error: unknown): Record<string, unknown> {
  if (isFailedQuery(error)) return { type: "DrizzleQueryError", cause: describeError(error.cause) };
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint_name: constraint } = error as Error & {
    code?: unknown;
    constraint_name?: unknown;
  };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    // Not as `code`: under that name it would be taken for a secret.
    ...(typeof code === "string" && { errorCode: code }),
    ...(typeof constraint === "string" && { constraint }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** Told by its shape: each bundle carries a class of its own, and `instanceof` knows but one of them. */
function isFailedQuery(error: unknown): error is Error {
  return error instanceof Error && ("params" in error || error.message.startsWith("Failed query:"));
}
