import type { ErrorCode } from "@/lib/errors";

export interface ActionError {
  code: ErrorCode;
  /** Key under `errors.reasons` in messages/. */
  reason?: string;
  /** Field path → keys under `errors.fields` in messages/. */
  fieldErrors?: Record<string, string[]>;
  retryAfterSeconds?: number;
  requestId: string;
}

/** What a server action answers: expected errors are values, shown by the form. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };
