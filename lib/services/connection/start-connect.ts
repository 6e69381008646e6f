import "server-only";
import { and, eq } from "drizzle-orm";
import { connectAttempts } from "@/db/schema/connect-attempt";
import { connections } from "@/db/schema/connection";
import type { Context, UserActor } from "@/lib/context";
import { seal } from "@/lib/crypto/seal";
import { randomId, randomToken, sha256 } from "@/lib/crypto/token";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import type { ProviderId } from "@/lib/domain/provider";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { provider } from "@/lib/providers/registry";
import { credentialsOf } from "../integration/credentials";
import { currentProjectAsAdmin } from "../project/current";
import { callbackUrl } from "./callback-url";
import { offeredClusters } from "./offered-clusters";
import { verifierBinding } from "./token-binding";

const attemptLifeMs = 10 * 60_000;

interface StartConnect {
  provider: ProviderId;
  /** The connection to renew; the callback refuses another account for it. */
  connectionId: string | null;
  /** An integration of the current project, for an account that is not yet connected by it. */
  integrationId?: string;
  accountHost?: string;
  /** Dodo IS: where to sign in; a connection that is renewed stays in its own. */
  cluster?: DodoisClusterId;
}

/**
 * Opens an OAuth round trip and gives the address of the provider's consent page. The state is
 * good once, for ten minutes and for this session only (RFC 9700 §2.1). An integration whose
 * redirect URI is not ours cannot come back here: then it is our own page where a code is pasted.
 */
export async function startConnect(ctx: Context<UserActor>, input: StartConnect): Promise<URL> {
  const adapter = provider(input.provider);
  const project = await currentProjectAsAdmin(ctx);
  const known =
    input.connectionId === null
      ? null
      : await requireConnection(ctx, project.id, input.provider, input.connectionId);
  const integrationId = input.integrationId ?? known?.integrationId ?? null;
  const credentials = await credentialsOf(ctx, { integrationId });
  const cluster = known?.cluster ?? input.cluster ?? usualCluster(input.provider);
  if (credentials === null && !adapter.isConfigured(cluster)) throw new AppError("provider_not_configured");
  if (credentials !== null && credentials.redirectUri !== callbackUrl()) {
    return new URL(`/dashboard/connections/amocrm-private?connection=${known?.id ?? ""}`, env().APP_URL);
  }
  const attempt = {
    id: randomId(),
    state: randomToken(),
    nonce: randomToken(),
    codeVerifier: randomToken(48),
    redirectUri: callbackUrl(),
  };
  const url = await adapter.authorizationUrl({
    ...attempt,
    cluster,
    credentials,
    ...(input.accountHost !== undefined && { accountHost: input.accountHost }),
  });
  await ctx.db.insert(connectAttempts).values({
    id: attempt.id,
    stateHash: sha256(attempt.state),
    provider: input.provider,
    cluster,
    projectId: project.id,
    userId: ctx.actor.userId,
    sessionId: ctx.actor.sessionId,
    connectionId: input.connectionId,
    integrationId,
    codeVerifierSealed: seal(attempt.codeVerifier, verifierBinding(attempt.id)),
    nonce: attempt.nonce,
    redirectUri: attempt.redirectUri,
    createdAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + attemptLifeMs),
  });
  return url;
}

/** amoCRM has one, which is the first. */
function usualCluster(of: ProviderId): DodoisClusterId {
  return (of === "dodois" ? offeredClusters().at(0) : undefined) ?? "io";
}

async function requireConnection(
  ctx: Context,
  projectId: string,
  providerId: ProviderId,
  connectionId: string,
) {
  const [row] = await ctx.db
    .select({
      id: connections.id,
      integrationId: connections.integrationId,
      cluster: connections.cluster,
    })
    .from(connections)
    .where(
      and(
        eq(connections.id, connectionId),
        eq(connections.projectId, projectId),
        eq(connections.provider, providerId),
      ),
    );
  if (row === undefined) throw new AppError("not_found");
  return row;
}
