import "server-only";
import { and, eq, gt, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { hmacSha256 } from "@/lib/crypto/token";
import { accountKey } from "@/lib/domain/account";
import { env } from "@/lib/env";
import { outdate, versioned } from "@/lib/kv/versioned";

const cacheName = "code-by-email";

const kept = {
  name: cacheName,
  ttlSeconds: 60,
  schema: z.object({ code: z.object({ text: z.string(), expiresAt: z.iso.datetime() }).nullable() }),
};

export interface FoundCode {
  text: string;
  expiresAt: Date;
}

/**
 * The active, unexpired code of the person with this address; null alike for an unknown address, a
 * person who is not to be found and one without such a code: the same single query, kept for the
 * same time. The address itself is not written to the store.
 */
export async function lookUpCode(ctx: Pick<Context, "db" | "now">, email: string): Promise<FoundCode | null> {
  const key = accountKey(email);
  const { code } = await versioned(kept, subjectOf(key), async () => ({ code: await query(ctx, key) }));
  if (code === null) return null;
  const expiresAt = new Date(code.expiresAt);
  return expiresAt > ctx.now ? { text: code.text, expiresAt } : null;
}

/** To be called after the commit of whatever changes which code is found by a person's address. */
export async function forgetLookUp(db: Context["db"], userId: string): Promise<void> {
  const [user] = await db.select({ emailKey: users.emailKey }).from(users).where(eq(users.id, userId));
  if (user !== undefined) await outdate(cacheName, subjectOf(user.emailKey));
}

async function query({ db, now }: Pick<Context, "db" | "now">, emailKey: string) {
  const [row] = await db
    .select({ text: referralCodes.text, expiresAt: referralCodes.expiresAt })
    .from(users)
    .innerJoin(referralCodes, and(eq(referralCodes.userId, users.id), referralCodes.isActive))
    .where(
      and(
        eq(users.emailKey, emailKey),
        users.findableByEmail,
        isNull(users.archivedAt),
        gt(referralCodes.expiresAt, now),
        or(isNull(referralCodes.maxUses), lt(referralCodes.uses, referralCodes.maxUses)),
      ),
    );
  return row === undefined ? null : { text: row.text, expiresAt: row.expiresAt.toISOString() };
}

function subjectOf(emailKey: string): string {
  return hmacSha256(env().AUTH_SECRET, `${cacheName}:${emailKey}`).slice(0, 32);
}
