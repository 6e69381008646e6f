import "server-only";
import { eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { changeOwn } from "./change-own";

/**
 * Switches a connection off: it is not refreshed and nothing is handed out, its tokens stay. Doing
 * it again changes nothing.
 *
 * A refresh under way keeps its lease and may still write its rotation: nobody must send the same
 * token meanwhile, and a new pair must not be lost.
 */
export async function disable(ctx: Context<UserActor>, connectionId: string): Promise<void> {
  await changeOwn(ctx, connectionId, "disabled", async (tx, row) => {
    if (row.status === "disabled") return false;
    if (row.status === "revoked") throw new AppError("conflict", { reason: "connection_off" });
    await tx.db
      .update(connections)
      .set({ status: "disabled", nextRefreshAt: null, updatedAt: tx.now })
      .where(eq(connections.id, row.id));
    return true;
  });
}
