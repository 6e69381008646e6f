import "server-only";
import type { z } from "zod";
import type { ProviderId } from "@/lib/domain/provider";
import { AppError } from "@/lib/errors";
import { cached } from "@/lib/kv/cached";
import type { FreshToken } from "../connection/fresh-token";
import { getConnection } from "../connection/get";
import { currentProject } from "../project/current";
import { type ViewerContext, withFreshToken } from "./with-fresh-token";

const keptSeconds = 60;

interface LiveData<S extends z.ZodType> {
  provider: ProviderId;
  /** Of the data, in the cache. */
  name: string;
  schema: S;
  load: (token: FreshToken) => Promise<z.input<S>>;
}

/**
 * What the provider says now, or said within the last minute, to a person of the connection's
 * project. Whose it is comes first: the cache does not know who asks.
 *
 * @throws {AppError} `not_found`, `conflict` while switched off, and as `withFreshToken` does.
 */
export async function readLiveData<S extends z.ZodType>(
  ctx: ViewerContext,
  connectionId: string,
  { provider, name, schema, load }: LiveData<S>,
): Promise<z.output<S>> {
  const project = await currentProject(ctx);
  const connection = await getConnection(ctx, project.id, connectionId);
  if (connection.provider !== provider) throw new AppError("not_found");
  if (["pending", "disabled", "revoked"].includes(connection.status)) {
    throw new AppError("conflict", { reason: "connection_off" });
  }
  const rule = { key: `live:${connectionId}:${name}`, ttlSeconds: keptSeconds, schema };
  return await cached(rule, async () => await withFreshToken(ctx, connectionId, load));
}
