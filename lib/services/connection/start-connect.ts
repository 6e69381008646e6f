import "server-only";
import { and, eq } from "drizzle-orm";
import { connectAttempts } from "@/db/schema/connect-attempt";
import { connections } from "@/db/schema/connection";
import type { Context, UserActor } from "@/lib/context";
import { seal } from "@/lib/crypto/seal";
import { randomId, randomToken, sha256 } from "@/lib/crypto/token";
import type { ProviderId } from "@/lib/domain/provider";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { provider } from "@/lib/providers/registry";
import { currentProjectAsAdmin } from "../project/current";
import { verifierBinding } from "./token-binding";

const attemptLifeMs = 10 * 60_000;

/**
 * Opens an OAuth round trip and gives the address of the provider's consent page. The state is
 * good once, for ten minutes and for this session only (RFC 9700 §2.1).
 *
 * @param input.connectionId the connection to renew; the callback refuses another account for it.
 */
export async function startConnect(
  ctx: Context<UserActor>,
  input: { provider: ProviderId; connectionId: string | null },
): Promise<URL> {
  const adapter = provider(input.provider);
  if (!adapter.isConfigured()) throw new AppError("provider_not_configured");
  const project = await currentProjectAsAdmin(ctx);
  if (input.connectionId !== null)
    await requireConnection(ctx, project.id, input.provider, input.connectionId);
  const attempt = {
    id: randomId(),
    state: randomToken(),
    nonce: randomToken(),
    codeVerifier: randomToken(48),
    redirectUri: new URL("/api/callback", env().APP_URL).toString(),
  };
  const url = await adapter.authorizationUrl(attempt);
  await ctx.db.insert(connectAttempts).values({
    id: attempt.id,
    stateHash: sha256(attempt.state),
    provider: input.provider,
    projectId: project.id,
    userId: ctx.actor.userId,
    sessionId: ctx.actor.sessionId,
    connectionId: input.connectionId,
    codeVerifierSealed: await seal(attempt.codeVerifier, verifierBinding(attempt.id)),
    nonce: attempt.nonce,
    redirectUri: attempt.redirectUri,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + attemptLifeMs),
  });
  return url;
}

async function requireConnection(
  ctx: Context,
  projectId: string,
  providerId: ProviderId,
  connectionId: string,
) {
  const [row] = await ctx.db
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(
        eq(connections.id, connectionId),
        eq(connections.projectId, projectId),
        eq(connections.provider, providerId),
      ),
    );
  if (row === undefined) throw new AppError("not_found");
}
