import "server-only";
import type { KeyedContext } from "../api-key/keyed-context";
import { countHandout } from "./count-handout";
import { type FreshToken, freshToken } from "./fresh-token";

/**
 * The token of a connection for the program that holds an API key of its project. It is counted.
 *
 * @param afterGen the generation that the provider refused; only a later one is handed out.
 * @throws {AppError} as `freshToken` does.
 */
export async function getToken(
  ctx: KeyedContext,
  connectionId: string,
  afterGen: number | null,
): Promise<FreshToken> {
  const which = { projectId: ctx.actor.projectId, connectionId };
  const token = await freshToken(ctx, which, afterGen, ctx.connection);
  await countHandout(ctx, { connectionId, gen: token.gen });
  return token;
}
