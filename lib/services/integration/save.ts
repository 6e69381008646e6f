import "server-only";
import { and, eq } from "drizzle-orm";
import { v7 } from "uuid";
import { integrations } from "@/db/schema/integration";
import type { Context } from "@/lib/context";
import { seal } from "@/lib/crypto/seal";
import { AppError } from "@/lib/errors";
import type { Credentials } from "@/lib/providers/provider";
import { recordAudit } from "../audit/record";
import { secretBinding } from "./secret-binding";

/** Stores a project's own integration of amoCRM, or the new secret of one that it has; gives its id. */
export async function saveIntegration(
  ctx: Context,
  projectId: string,
  credentials: Credentials,
): Promise<string> {
  return await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const made = await insertIntegration(tx, projectId, credentials);
    const id = made ?? (await updateIntegration(tx, projectId, credentials));
    await recordAudit(tx, {
      action: made === null ? "integration.updated" : "integration.created",
      subjectType: "integration",
      subjectId: id,
      projectId,
    });
    return id;
  });
}

async function insertIntegration(
  ctx: Context,
  projectId: string,
  { clientId, clientSecret, redirectUri }: Credentials,
): Promise<string | null> {
  const id = v7();
  const [row] = await ctx.db
    .insert(integrations)
    .values({
      id,
      projectId,
      provider: "amocrm",
      clientId,
      clientSecretSealed: seal(clientSecret, secretBinding(id)),
      redirectUri,
      createdBy: ctx.actor.type === "user" ? ctx.actor.userId : null,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: integrations.id });
  return row?.id ?? null;
}

/** The row is locked first: the secret is sealed for its id. */
async function updateIntegration(
  ctx: Context,
  projectId: string,
  { clientId, clientSecret, redirectUri }: Credentials,
): Promise<string> {
  const [row] = await ctx.db
    .select({ id: integrations.id })
    .from(integrations)
    .where(and(eq(integrations.projectId, projectId), eq(integrations.clientId, clientId)))
    .for("update");
  if (row === undefined) throw new AppError("conflict", { reason: "integration_gone" });
  await ctx.db
    .update(integrations)
    .set({
      clientSecretSealed: seal(clientSecret, secretBinding(row.id)),
      redirectUri,
      updatedAt: ctx.now,
    })
    .where(eq(integrations.id, row.id));
  return row.id;
}
