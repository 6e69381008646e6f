import "server-only";
import { eq, sql } from "drizzle-orm";
import { preparedPer } from "@/db/prepared-per";
import { connections } from "@/db/schema/connection";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import type { Context } from "@/lib/context";
import { unsealShared } from "@/lib/crypto/unseal-shared";
import type { FieldsOf } from "@/lib/domain/twinproxy/request-fields";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type FreshToken, freshToken } from "../connection/fresh-token";
import { tokenBinding } from "../connection/token-binding";
import { authenticateLogin, type TwinproxyLogin, wrongCredentials } from "./authenticate";
import type { TokenPair } from "./token-pair";

type EngineContext = Context & { clock: () => Date };

/**
 * A token that amoCRM accepts now, for the login's own connection, and its client link as it was sent.
 *
 * @throws {AppError} what `authenticateLogin` and `freshToken` throw.
 */
export async function getLoginToken(
  ctx: EngineContext,
  input: FieldsOf<"getToken">,
): Promise<TokenPair & { clientLink: string }> {
  return await currentPair(ctx, await authenticateLogin(ctx, input));
}

/** The same for a login that has shown its password. */
export async function currentPair(
  ctx: EngineContext,
  known: TwinproxyLogin,
): Promise<TokenPair & { clientLink: string }> {
  const { clientLink } = known;
  const fresh = await freshOrMoved(ctx, known);
  if (!env().TWINPROXY_EXPOSE_REFRESH_TOKEN) {
    return { accessToken: fresh.accessToken, refreshToken: "", clientLink };
  }
  return { ...(await readPair(ctx, fresh.connectionId, fresh)), clientLink };
}

/** A login that is claimed between the look at it and the look at its connection is looked at again. */
async function freshOrMoved(
  ctx: EngineContext,
  known: TwinproxyLogin,
): Promise<FreshToken & { connectionId: string }> {
  try {
    return { ...(await freshToken(ctx, known, null)), connectionId: known.connectionId };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "not_found")) throw error;
    const [row] = await ctx.db.select().from(twinproxyLogins).where(eq(twinproxyLogins.id, known.id));
    if (row === undefined || row.passwordHash !== known.passwordHash) throw wrongCredentials();
    return { ...(await freshToken(ctx, row, null)), connectionId: row.connectionId };
  }
}

const sealedPair = preparedPer((db) =>
  db
    .select({
      gen: connections.gen,
      accessTokenSealed: connections.accessTokenSealed,
      refreshTokenSealed: connections.refreshTokenSealed,
    })
    .from(connections)
    .where(eq(connections.id, sql.placeholder("connectionId")))
    .prepare("twinproxy_sealed_pair"),
);

/** Both of one generation, which may be a later one than was just handed out. */
async function readPair(ctx: Context, connectionId: string, fresh: FreshToken): Promise<TokenPair> {
  const [row] = await sealedPair(ctx.db).execute({ connectionId });
  if (row === undefined || row.accessTokenSealed === null || row.refreshTokenSealed === null) {
    return { accessToken: fresh.accessToken, refreshToken: "" };
  }
  const open = async (sealed: string, field: "access_token" | "refresh_token") =>
    await unsealShared(sealed, tokenBinding(connectionId, field, row.gen));
  return {
    accessToken:
      row.gen === fresh.gen ? fresh.accessToken : await open(row.accessTokenSealed, "access_token"),
    refreshToken: await open(row.refreshTokenSealed, "refresh_token"),
  };
}
