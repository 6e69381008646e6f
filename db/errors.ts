import postgres from "postgres";

/** Whether `error`, or what Drizzle wrapped in it, is a violation of the named unique constraint. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  const cause = postgresError(error);
  return cause?.code === "23505" && cause.constraint_name === constraint;
}

/** Whether the database could not be reached or went away, as opposed to having refused. */
export function isConnectionFailure(error: unknown): boolean {
  const code = errorCode(error instanceof Error && error.cause !== undefined ? error.cause : error);
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|ENOTFOUND|ENOENT|EPIPE|ETIMEDOUT|57P0[123]|08|53300)/.test(
    code,
  );
}

function postgresError(error: unknown): postgres.PostgresError | null {
  if (error instanceof postgres.PostgresError) return error;
  return error instanceof Error && error.cause !== undefined ? postgresError(error.cause) : null;
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
