import "server-only";
import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { projects } from "@/db/schema/project";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import type { Context } from "@/lib/context";
import { hashPassword } from "@/lib/crypto/password";
import type { FieldsOf } from "@/lib/domain/twinproxy/request-fields";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { saveConnected } from "../connection/save-connected";
import { saveIntegration } from "../integration/save";
import { exchangeAtLink } from "./exchange";
import { limitRegistration } from "./limit";
import { refuseUninvited } from "./may-register";
import { shownPair, type TokenPair } from "./token-pair";

type Input = FieldsOf<"registration">;

/**
 * Registers a login with its amoCRM integration. The code is spent before anything is stored: a
 * refused one leaves nothing behind.
 *
 * @throws {AppError} `conflict` for a login that is taken, `forbidden` where registration is not open,
 * `rate_limited`; what `exchangeAtLink` throws.
 */
export async function registerLogin(ctx: Context, input: Input, invite: string | null): Promise<TokenPair> {
  refuseUninvited(invite);
  await limitRegistration(ctx);
  // Before the code is spent; of two at once the constraint decides.
  const taken = eq(twinproxyLogins.login, input.login);
  if ((await ctx.db.$count(twinproxyLogins, taken)) > 0) throw loginTaken();
  const credentials = {
    clientId: input.client_id,
    clientSecret: input.client_secret,
    redirectUri: input.redirect_uri,
  };
  const passwordHash = await hashPassword(input.password);
  const granted = await exchangeAtLink(ctx, { link: input.client_link, code: input.code, credentials });
  await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const projectId = await createOwnProject(tx, input.login);
    const integrationId = await saveIntegration(tx, projectId, credentials);
    const attempt = { projectId, provider: "amocrm" as const, connectionId: null, integrationId };
    const connectionId = await saveConnected(tx, attempt, granted);
    await insertLogin(tx, { input, passwordHash, projectId, connectionId });
  });
  return shownPair(granted.tokens);
}

/** Without members: until somebody claims the login, nobody sees its connection. */
async function createOwnProject(ctx: Context, login: string): Promise<string> {
  const id = v7();
  await ctx.db.insert(projects).values({ id, name: `TwinProxy ${login}`, createdAt: ctx.now });
  return id;
}

async function insertLogin(
  ctx: Context,
  made: { input: Input; passwordHash: string; projectId: string; connectionId: string },
): Promise<void> {
  const { input, ...rest } = made;
  const [row] = await ctx.db
    .insert(twinproxyLogins)
    .values({
      ...rest,
      login: input.login,
      clientLink: input.client_link,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoNothing({ target: twinproxyLogins.login })
    .returning({ id: twinproxyLogins.id });
  if (row === undefined) throw loginTaken();
  await recordAudit(ctx, {
    action: "twinproxy.registered",
    subjectType: "twinproxy_login",
    subjectId: row.id,
    projectId: made.projectId,
  });
}

function loginTaken(): AppError {
  return new AppError("conflict", { reason: "twinproxy_login_taken" });
}
