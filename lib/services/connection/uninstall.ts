import "server-only";
import { and, eq, inArray, isNull, ne, or } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { findSigners, type SignedNotice } from "../integration/find-signer";
import type { Row } from "./change-own";
import { forgotten } from "./forgotten";
import { notifyAdmins } from "./notify-admins";
import { recordConnectionEvent } from "./record-event";

/**
 * An administrator of an amoCRM account has switched the integration off, and amoCRM says so: the
 * tokens are dead, only a new consent helps. The notice may come any number of times.
 *
 * @throws {AppError} `not_found`, the same for an integration that nobody has and for a wrong signature.
 */
export async function uninstall(ctx: Context, notice: SignedNotice): Promise<void> {
  const signers = await findSigners(ctx, notice);
  if (signers.length === 0) throw new AppError("not_found");
  await ctx.db.transaction(async (db) => {
    const rows = await db
      .select()
      .from(connections)
      .where(and(eq(connections.upstreamAccountId, notice.accountId), connectedBy(signers)))
      .orderBy(connections.id)
      .for("update");
    for (const row of rows) await forget({ ...ctx, db }, row);
  });
}

function connectedBy(signers: (string | null)[]) {
  const ids = signers.filter((id) => id !== null);
  return and(
    eq(connections.provider, "amocrm"),
    ne(connections.status, "revoked"),
    or(
      ids.length > 0 ? inArray(connections.integrationId, ids) : undefined,
      signers.includes(null) ? isNull(connections.integrationId) : undefined,
    ),
  );
}

/** One that is switched off stays so, and is found dead when it is switched on. */
async function forget(ctx: Context, row: Row): Promise<void> {
  if (row.refreshTokenSealed === null) return;
  const status = row.status === "disabled" ? "disabled" : "reauth_required";
  await ctx.db
    .update(connections)
    .set({
      ...forgotten,
      status,
      lastErrorClass: "terminal",
      lastErrorCode: "integration_disabled",
      updatedAt: ctx.now,
    })
    .where(eq(connections.id, row.id));
  await recordAudit(ctx, {
    action: "connection.uninstalled",
    subjectType: "connection",
    subjectId: row.id,
    projectId: row.projectId,
  });
  if (row.status === "reauth_required") return;
  await recordConnectionEvent(ctx, {
    connectionId: row.id,
    type: "reauth_required",
    gen: row.gen + 1,
    errorClass: "terminal",
    errorCode: "integration_disabled",
  });
  if (status === "reauth_required") await notifyAdmins(ctx, row, "reconnect_needed");
}
