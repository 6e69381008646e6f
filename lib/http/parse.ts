import type { z } from "zod";
import { AppError } from "@/lib/errors";

/**
 * The parsed input.
 *
 * @throws {AppError} `validation_failed`, its field errors being keys under `errors.fields`.
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  refuseNul(input);
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join(".") || "root";
    fieldErrors[path] = [...(fieldErrors[path] ?? []), fieldErrorKey(issue)];
  }
  throw new AppError("validation_failed", { fieldErrors });
}

/** Our schemas carry keys as messages; what zod words itself is named after the kind of issue. */
function fieldErrorKey(issue: { code: string; message: string }): string {
  return /^[a-z0-9]+(_[a-z0-9]+)*$/.test(issue.message) ? issue.message : issue.code;
}

/** PostgreSQL's text holds any character but this one. Not recursive: a body may be nested deeper than a stack. */
function refuseNul(input: unknown): void {
  const left: Array<{ value: unknown; path: string }> = [{ value: input, path: "" }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === "string" && value.includes("\0")) {
      throw new AppError("validation_failed", { fieldErrors: { [path || "root"]: ["invalid_format"] } });
    }
    if (typeof value !== "object" || value === null) continue;
    for (const [key, inner] of Object.entries(value))
      left.push({ value: inner, path: path === "" ? key : `${path}.${key}` });
  }
}
