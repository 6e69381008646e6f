import { randomId } from "@/lib/crypto/token";
import { AppError } from "@/lib/errors";
import { type Handler, wholeHandler } from "./handler";
import { problemAnswer } from "./problem";

/** Answers what a path is not asked by, naming what it is asked by (RFC 9110 §15.5.6). */
export function methodNotAllowed(methods: readonly string[]): Handler {
  return wholeHandler(async () => {
    const answer = problemAnswer(new AppError("method_not_allowed"), randomId());
    return { ...answer, headers: { ...answer.headers, allow: allowing(methods) } };
  });
}

/** The value of an Allow header: the methods, and those that come with them. */
export function allowing(methods: readonly string[]): string {
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].sort().join(", ");
}
