import "server-only";
import { AppError, errorStatus } from "@/lib/errors";
import type { KeyedContext } from "../api-key/keyed-context";
import { countProxiedCall } from "./count-call";
import { type Forwarded, type ForwardInput, forwardRequest } from "./forward";

/**
 * As `forwardRequest`, counted by the status that the client gets. What breaks off after its head was
 * counted by that head.
 *
 * @throws {AppError} as `forwardRequest` does; of `not_found` there is no connection to count it for.
 */
export async function forwardCounted(
  ctx: KeyedContext,
  connectionId: string,
  input: ForwardInput,
): Promise<Forwarded> {
  try {
    const answer = await forwardRequest(ctx, connectionId, input);
    countProxiedCall(ctx, connectionId, answer.status);
    return answer;
  } catch (error) {
    const status = error instanceof AppError ? errorStatus[error.code] : 500;
    const isOurs = !(error instanceof AppError && error.code === "not_found");
    if (isOurs) countProxiedCall(ctx, connectionId, input.signal.aborted ? null : status);
    throw error;
  }
}
