import "server-only";
import type { z } from "zod";
import type { Context, UserActor } from "@/lib/context";
import { type AmocrmReason, isAboutCode } from "@/lib/domain/amocrm-hint";
import type { AmocrmPrivate } from "@/lib/domain/amocrm-private";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { limitRequests } from "@/lib/kv/rate-limit";
import type { Credentials } from "@/lib/providers/provider";
import { provider } from "@/lib/providers/registry";
import { findCredentials } from "../integration/credentials";
import { integrationRefusal, refusalReason } from "../integration/refusal";
import { saveIntegration } from "../integration/save";
import { currentProjectAsAdmin } from "../project/current";
import { holdProjectAdmin } from "../project/hold-admin";
import { callbackUrl } from "./callback-url";
import { saveConnected } from "./save-connected";
import { startConnect } from "./start-connect";

type Input = z.output<typeof AmocrmPrivate>;

/** What amoCRM takes for a code and cannot read. */
const noCode = "def50200";

/**
 * Connects an amoCRM account by the person's own integration. Nothing is stored before amoCRM has
 * accepted its credentials.
 *
 * @returns where to go: the connection where a code was given, else amoCRM's consent page.
 * @throws {AppError} `bad_request` with a reason for each of amoCRM's hints; what `saveConnected` throws.
 */
export async function connectPrivate(ctx: Context<UserActor>, input: Input): Promise<URL> {
  const project = await currentProjectAsAdmin(ctx);
  await limitRequests({ name: "connect-private", limit: 20, windowSeconds: 600 }, ctx.actor.userId);
  const credentials = await credentialsFrom(ctx, project.id, input);
  return input.way === "code"
    ? await connectByCode(ctx, project.id, input, credentials)
    : await continueAtAmocrm(ctx, project.id, input, credentials);
}

async function connectByCode(
  ctx: Context<UserActor>,
  projectId: string,
  input: Input,
  credentials: Credentials,
): Promise<URL> {
  const granted = await exchange(ctx, input.accountHost, input.code, credentials).catch((error: unknown) => {
    throw integrationRefusal(error);
  });
  const { connectionId } = input;
  const id = await ctx.db.transaction(async (db) => {
    await holdProjectAdmin({ ...ctx, db }, projectId);
    const integrationId = await saveIntegration({ ...ctx, db }, projectId, credentials);
    const attempt = { projectId, provider: "amocrm" as const, connectionId, integrationId };
    return await saveConnected({ ...ctx, db }, attempt, granted);
  });
  return new URL(`/dashboard/connections/${id}?result=connected`, env().APP_URL);
}

async function continueAtAmocrm(
  ctx: Context<UserActor>,
  projectId: string,
  { accountHost, connectionId }: Input,
  credentials: Credentials,
): Promise<URL> {
  if (credentials.redirectUri !== callbackUrl()) {
    throw new AppError("bad_request", { reason: "redirect_uri_not_ours" });
  }
  await checkCredentials(ctx, accountHost, credentials);
  const integrationId = await saveIntegration(ctx, projectId, credentials);
  return await startConnect(ctx, { provider: "amocrm", connectionId, integrationId, accountHost });
}

/** Causes are looked for in a fixed order, the code's last: a refused code is a yes to all before it. */
async function checkCredentials(ctx: Context, accountHost: string, credentials: Credentials): Promise<void> {
  try {
    await exchange(ctx, accountHost, noCode, credentials);
  } catch (error) {
    const reason: AmocrmReason | null = refusalReason(error);
    if (reason === null || !isAboutCode(reason)) throw integrationRefusal(error);
  }
}

async function exchange(ctx: Context, accountHost: string, code: string, credentials: Credentials) {
  return await provider("amocrm").exchangeCode({
    callback: new URLSearchParams({ code, referer: accountHost }),
    state: "",
    nonce: "",
    codeVerifier: "",
    redirectUri: credentials.redirectUri,
    credentials,
    cluster: "io",
    now: ctx.now,
  });
}

/** A secret that was left out is the one that the project has already given. */
async function credentialsFrom(ctx: Context, projectId: string, input: Input): Promise<Credentials> {
  const { clientId, clientSecret, redirectUri } = input;
  if (clientSecret !== "") return { clientId, clientSecret, redirectUri };
  const kept = await findCredentials(ctx, { projectId, clientId });
  if (kept !== null) return { ...kept, redirectUri };
  throw new AppError("validation_failed", { fieldErrors: { clientSecret: ["amocrm_secret_required"] } });
}
