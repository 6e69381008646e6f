import "server-only";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { anyOf } from "@/db/any-of";
import type { Db } from "@/db/client";
import { preparedPer } from "@/db/prepared-per";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import { batchesPer } from "@/lib/batches";
import type { Context } from "@/lib/context";
import { hidden } from "@/lib/crypto/hidden";
import { accountKey } from "@/lib/domain/account";
import { outdate, versioned } from "@/lib/kv/versioned";

const cacheName = "code-by-email";

const kept = {
  name: cacheName,
  // The address itself is not written to the store.
  asStored: (emailKey: string) => hidden(cacheName, emailKey),
  ttlSeconds: 60,
  schema: z.object({ code: z.object({ text: z.string(), expiresAt: z.iso.datetime() }).nullable() }),
  // Whoever asks for addresses at random must not fill the store with what is not there.
  isKept: ({ code }: { code: unknown }) => code !== null,
};

interface Asked {
  emailKey: string;
  now: Date;
}

export interface FoundCode {
  text: string;
  expiresAt: Date;
}

/**
 * The active, unexpired code of the person with this address; null alike for an unknown address, a
 * person who is not to be found and one without such a code: the same query, remembered for the same
 * time.
 */
export async function lookUpCode(ctx: Pick<Context, "db" | "now">, email: string): Promise<FoundCode | null> {
  const key = accountKey(email);
  const { code } = await versioned(kept, key, async () => ({
    code: await findCode(ctx.db, { emailKey: key, now: ctx.now }),
  }));
  if (code === null) return null;
  const expiresAt = new Date(code.expiresAt);
  return expiresAt > ctx.now ? { text: code.text, expiresAt } : null;
}

/** To be called after the commit of whatever changes which code is found by a person's address. */
export async function forgetLookUp(db: Context["db"], userId: string): Promise<void> {
  const [user] = await db.select({ emailKey: users.emailKey }).from(users).where(eq(users.id, userId));
  if (user !== undefined) await outdate(kept, user.emailKey);
}

/** Those who ask at the same moment are answered by one query, whatever is found for each. */
const findCode = batchesPer({ sizeMax: 100, underWayMax: 1 }, async (db: Db, asked: readonly Asked[]) => {
  const found = await query(db).execute({ emailKeys: asked.map(({ emailKey }) => emailKey) });
  const codes = new Map(found.map((row) => [row.emailKey, row]));
  return asked.map(({ emailKey, now }) => {
    const code = codes.get(emailKey);
    if (code === undefined || code.expiresAt <= now) return null;
    return { text: code.text, expiresAt: code.expiresAt.toISOString() };
  });
});

const query = preparedPer((db) =>
  db
    .select({ emailKey: users.emailKey, text: referralCodes.text, expiresAt: referralCodes.expiresAt })
    .from(users)
    .innerJoin(referralCodes, and(eq(referralCodes.userId, users.id), referralCodes.isActive))
    .where(
      and(
        anyOf(users.emailKey, sql.placeholder("emailKeys")),
        users.findableByEmail,
        isNull(users.archivedAt),
        or(isNull(referralCodes.maxUses), lt(referralCodes.uses, referralCodes.maxUses)),
      ),
    )
    .prepare("codes_by_email"),
);
