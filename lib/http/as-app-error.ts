import { isConnectionFailure } from "@/db/errors";
import { AppError } from "@/lib/errors";

/** What an error is to the caller: ours as it is, a database that is away as a matter of waiting, else a bug. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isConnectionFailure(error)) return new AppError("unavailable", { retryAfterSeconds: 5, cause: error });
  return new AppError("internal", { cause: error });
}
