import "server-only";
import { eq } from "drizzle-orm";
import { sessions } from "@/db/schema/session";
import type { Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";

/** Ends the session of this token; an unknown token is no error. */
export async function endSessionByToken(ctx: Pick<Context, "db">, token: string): Promise<void> {
  await ctx.db.delete(sessions).where(eq(sessions.tokenHash, sha256(token)));
}
