import "server-only";
import type { Context } from "@/lib/context";
import { unsealShared } from "@/lib/crypto/unseal-shared";
import type { ProviderId } from "@/lib/domain/provider";
import { howToServe } from "@/lib/domain/serving";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { provider } from "@/lib/providers/registry";
import { SingleFlight } from "@/lib/single-flight";
import { findRow, type ProjectConnection } from "./find-row";
import { mayForceRefresh } from "./may-force-refresh";
import { type Renewal, refreshOnce } from "./refresh-once";
import type { ServedRow } from "./served-row";
import { tokenBinding } from "./token-binding";

export interface FreshToken {
  provider: ProviderId;
  accessToken: string;
  gen: number;
  expiresAt: Date;
  /** Where the account is found: Dodo IS, the issuer; amoCRM, `https://<account host>`. */
  upstreamOrigin: string;
}

type EngineContext = Pick<Context, "db" | "now" | "actor"> & { clock: () => Date };

/**
 * A token that the provider accepts now: renewed first, once for all who ask, where it must be.
 *
 * @param refusedGen the generation that the provider refused; only a later one is handed out. One that
 * there never was counts as the present one.
 * @param seen the connection as it was read for this request, where it was.
 * @throws {AppError} `not_found` (also for another project's), `reauth_required` with the address
 * where the owner reconnects, `conflict` while switched off, `unavailable` with seconds to wait.
 */
export async function freshToken(
  ctx: EngineContext,
  which: ProjectConnection,
  refusedGen: number | null,
  seen: ServedRow | null = null,
): Promise<FreshToken> {
  const row = seen ?? (await readRow(ctx, which));
  const afterGen = refusedGen === null ? null : Math.min(refusedGen, row.gen);
  const serving = howToServe(row, ctx.now, afterGen);
  if (serving.kind === "serve") return await handOut(row);
  if (serving.kind !== "refresh") throw refusal(serving, row.id);
  // Giving up a token that has time left kills it for everybody else who holds it.
  const isForced = afterGen === row.gen && howToServe(row, ctx.now, null).kind === "serve";
  if (isForced && !(await mayForceRefresh(row.id, row.gen))) {
    throw new AppError("unavailable", { reason: "refreshed_lately", retryAfterSeconds: 60 });
  }
  const { outcome, renewed } = await renew(ctx, which, row);
  if (outcome.kind === "busy") {
    if (serving.orServe) return await handOut(row);
    throw new AppError("unavailable", { reason: "refresh_under_way", retryAfterSeconds: 1 });
  }
  if (outcome.kind === "deferred") {
    if (serving.orServe) return await handOut(row);
    const retryAfterSeconds = Math.max(1, Math.ceil(outcome.afterMs / 1000));
    throw new AppError("unavailable", { reason: "provider_resting", retryAfterSeconds });
  }
  const decision = howToServe(renewed, ctx.clock(), afterGen);
  if (decision.kind === "serve") return await handOutToAll(renewed);
  if (decision.kind === "refresh") {
    if (decision.orServe) return await handOutToAll(renewed);
    throw new AppError("unavailable", { reason: "refresh_failed", retryAfterSeconds: 5 });
  }
  throw refusal(decision, row.id);
}

// A crowd that asks at once for an expired token would else queue for the pool, twice each.
const renewals = new SingleFlight<{ outcome: Renewal; renewed: ServedRow }>();

/** The row is read after the refresh, whoever made it: an older reading would not do. */
async function renew(ctx: EngineContext, which: ProjectConnection, row: ServedRow) {
  return await renewals.run(`${row.id}:${row.gen}:${row.failCount}`, async () => {
    provider(row.provider).expectRefresh(row.upstreamOrigin);
    const outcome = await refreshOnce(ctx, row.id, row);
    const renewed = outcome.kind === "moved" ? outcome.row : undefined;
    return { outcome, renewed: renewed ?? (await readRow(ctx, which)) };
  });
}

async function readRow(ctx: EngineContext, which: ProjectConnection): Promise<ServedRow> {
  const row = await findRow(ctx.db, which);
  if (row === null) throw new AppError("not_found");
  return row;
}

const handedOut = new WeakMap<ServedRow, Promise<FreshToken>>();

/** Opened once for the crowd that shares a renewal. */
async function handOutToAll(renewed: ServedRow): Promise<FreshToken> {
  const opened = handedOut.get(renewed) ?? handOut(renewed);
  handedOut.set(renewed, opened);
  return await opened;
}

async function handOut(row: ServedRow): Promise<FreshToken> {
  if (row.accessTokenSealed === null || row.expiresAt === null) throw new AppError("internal");
  return {
    provider: row.provider,
    accessToken: await unsealShared(row.accessTokenSealed, tokenBinding(row.id, "access_token", row.gen)),
    gen: row.gen,
    expiresAt: row.expiresAt,
    upstreamOrigin: row.upstreamOrigin,
  };
}

function refusal(
  serving: { kind: "wait"; seconds: number } | { kind: "reauth" } | { kind: "off" },
  id: string,
) {
  if (serving.kind === "wait") {
    return new AppError("unavailable", { reason: "refresh_failed", retryAfterSeconds: serving.seconds });
  }
  if (serving.kind === "off") return new AppError("conflict", { reason: "connection_off" });
  const reconnectUrl = new URL(`/dashboard/connections/${id}`, env().APP_URL).toString();
  return new AppError("reauth_required", { extra: { reconnect_url: reconnectUrl } });
}
