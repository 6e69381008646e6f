import "server-only";
import { eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { provider } from "@/lib/providers/registry";

type Place = Pick<typeof connections.$inferSelect, "id" | "provider" | "upstreamOrigin">;

/** Revokes a grant where the provider can. One that cannot or will not does not keep anybody from going on. */
export async function revokeGrant(of: Place, refreshToken: string): Promise<void> {
  try {
    await provider(of.provider).revokeTokens({ origin: of.upstreamOrigin, refreshToken });
  } catch (error) {
    log().warn({ err: error, connectionId: of.id }, "the grant was not revoked at the provider");
  }
}

/**
 * To be called with a pair for which no row was left: where its owner disconnected while it was
 * asked for, the token that was revoked then had been replaced by this one.
 */
export async function revokeIfDisconnected(
  ctx: Pick<Context, "db">,
  of: Place,
  refreshToken: string,
): Promise<void> {
  try {
    const [row] = await ctx.db
      .select({ status: connections.status })
      .from(connections)
      .where(eq(connections.id, of.id));
    if (row !== undefined && row.status !== "revoked") return;
  } catch (error) {
    log().warn({ err: error, connectionId: of.id }, "whether a connection still stands is not known");
    return;
  }
  await revokeGrant(of, refreshToken);
}
