/** Whether the database could not be reached or went away, as opposed to having refused. */
export function isConnectionFailure(error: unknown): boolean {
  const code = errorCode(error instanceof Error && error.cause !== undefined ? error.cause : error);
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOTFOUND|ENOENT|EPIPE|ETIMEDOUT|57P0[123]|08|53300)/.test(
    code,
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
