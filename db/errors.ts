/** Whether the database could not be reached or went away, as opposed to having refused. */
export function isConnectionFailure(error: unknown): boolean {
  const code = errorCode(error instanceof Error && error.cause !== undefined ? error.cause : error);
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOTFOUND|ENOENT|EPIPE|ETIMEDOUT|57P0[123]|08|53300)/.test(
    code,
  );
}

/** Whether the same would likely be taken at another time: the database was away, or chose us to end a deadlock. */
export function mayPass(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return isConnectionFailure(error) || ["40001", "40P01"].includes(errorCode(cause));
}

/** Whether this unique index refused what was written; its name is the driver's, behind Drizzle's own error. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return errorCode(cause) === "23505" && (cause as { constraint_name?: unknown }).constraint_name === index;
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
