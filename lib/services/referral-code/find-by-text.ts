import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import { codeTextKey } from "@/lib/domain/referral-code-text";

/** The code of this text with its owner; null where there is none, it is deleted or its owner archived. */
export async function findCodeByText(db: Db, text: string) {
  const key = codeTextKey(text);
  if (key === null) return null;
  const [row] = await db
    .select({
      id: referralCodes.id,
      text: referralCodes.text,
      isActive: referralCodes.isActive,
      uses: referralCodes.uses,
      maxUses: referralCodes.maxUses,
      expiresAt: referralCodes.expiresAt,
      deletedAt: referralCodes.deletedAt,
      owner: { id: users.id, email: users.email },
    })
    .from(referralCodes)
    .innerJoin(users, eq(users.id, referralCodes.userId))
    .where(and(eq(referralCodes.textKey, key), isNull(referralCodes.deletedAt), isNull(users.archivedAt)));
  return row ?? null;
}
