import "server-only";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { limitRequests } from "@/lib/kv/rate-limit";
import { currentProject } from "../project/current";
import { getConnection } from "./get";
import { refreshOnce } from "./refresh-once";

/**
 * Renews a connection because its owner asks, back-off or not.
 *
 * @throws {AppError} `provider_error` with the class of the failure as its reason; `unavailable` where
 * the token is the same as before for any other reason.
 */
export async function refreshNow(
  ctx: Context<UserActor> & { clock: () => Date },
  connectionId: string,
): Promise<{ gen: number }> {
  const project = await currentProject(ctx);
  const connection = await getConnection(ctx, project.id, connectionId);
  if (connection.status === "disabled" || connection.status === "revoked") {
    throw new AppError("conflict", { reason: "connection_off" });
  }
  await limitRequests({ name: "refresh-now", limit: 6, windowSeconds: 60 }, connectionId);
  const outcome = await refreshOnce(ctx, connectionId, connection);
  if (outcome.kind === "busy")
    throw new AppError("unavailable", { reason: "refresh_under_way", retryAfterSeconds: 5 });
  if (outcome.kind === "deferred")
    throw new AppError("unavailable", { reason: "provider_resting", retryAfterSeconds: 5 });
  if (outcome.kind === "failed") {
    throw new AppError("provider_error", { reason: `provider_${outcome.failure.class}` });
  }
  // Another may have done it meanwhile, or have failed; or what was got could not be written yet.
  const { gen } = await getConnection(ctx, project.id, connectionId);
  if (gen === connection.gen)
    throw new AppError("unavailable", { reason: "refresh_failed", retryAfterSeconds: 5 });
  return { gen };
}
