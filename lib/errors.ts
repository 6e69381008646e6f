/** The closed list of error codes, each with its HTTP status. Clients switch on the code. */
export const errorStatus = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  reauth_required: 409,
  payload_too_large: 413,
  validation_failed: 422,
  rate_limited: 429,
  internal: 500,
  provider_error: 502,
  provider_not_configured: 503,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export interface AppErrorOptions {
  /** Key under `errors.reasons` in messages/: which of the causes of this code it was. */
  reason?: string;
  /** Field path → keys under `errors.fields` in messages/. */
  fieldErrors?: Record<string, string[]>;
  retryAfterSeconds?: number;
  /** Additional members of the problem document (RFC 9457 §3.2); never secrets. */
  extra?: Record<string, string | number>;
  cause?: unknown;
}

/** The only error thrown on purpose: whatever else is thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | undefined;
  readonly fieldErrors: Record<string, string[]> | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly extra: Record<string, string | number> | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.reason === undefined ? code : `${code}: ${options.reason}`, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.reason = options.reason;
    this.fieldErrors = options.fieldErrors;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.extra = options.extra;
  }
}
