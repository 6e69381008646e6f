import "server-only";
import type { Context, UserActor } from "@/lib/context";
import { providerFailure } from "@/lib/providers/provider";
import { type FreshToken, freshToken } from "../connection/fresh-token";
import { mayForceRefresh } from "../connection/may-force-refresh";
import { currentProject } from "../project/current";

/** A signed-in person who looks at live data; the engine reads the time again after its calls. */
export type ViewerContext = Context<UserActor> & { clock: () => Date };

/**
 * Does `work` with a token of a connection of the person's own project. Where the provider refuses
 * the token, a later one is taken, renewed if nobody has done so meanwhile, and the work is done
 * once more.
 *
 * @throws {AppError} as `freshToken` does, and whatever `work` throws.
 */
export async function withFreshToken<T>(
  ctx: ViewerContext,
  connectionId: string,
  work: (token: FreshToken) => Promise<T>,
): Promise<T> {
  const { id: projectId } = await currentProject(ctx);
  // A page that is looked at is nobody's decision to renew: the time line must not say "by hand".
  const engine = { ...ctx, actor: { type: "system", job: "live-data" } as const };
  const token = await freshToken(engine, { projectId, connectionId }, null);
  try {
    return await work(token);
  } catch (error) {
    if (providerFailure(error)?.httpStatus !== 401 || !(await mayForceRefresh(connectionId, token.gen)))
      throw error;
    const later = await freshToken({ ...engine, now: ctx.clock() }, { projectId, connectionId }, token.gen);
    return await work(later);
  }
}
