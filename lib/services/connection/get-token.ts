import "server-only";
import type { Context } from "@/lib/context";
import type { ApiKeyActor } from "../api-key/authenticate";
import { countHandout } from "./count-handout";
import { type FreshToken, freshToken } from "./fresh-token";

/**
 * The token of a connection for the program that holds an API key of its project. It is counted.
 *
 * @param afterGen the generation that the provider refused; only a later one is handed out.
 * @throws {AppError} as `freshToken` does.
 */
export async function getToken(
  ctx: Context<ApiKeyActor> & { clock: () => Date },
  connectionId: string,
  afterGen: number | null,
): Promise<FreshToken> {
  const token = await freshToken(ctx, { projectId: ctx.actor.projectId, connectionId }, afterGen);
  await countHandout(ctx, { connectionId, gen: token.gen });
  return token;
}
