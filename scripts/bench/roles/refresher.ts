import { setTimeout as sleep } from "node:timers/promises";
import { and, asc, eq, lte } from "drizzle-orm";
import { request } from "undici";
import { db } from "@/db/client";
import { connections } from "@/db/schema/connection";
import { unseal } from "@/lib/crypto/seal";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { freshToken } from "@/lib/services/connection/fresh-token";
import { sealTokens } from "@/lib/services/connection/seal-tokens";
import { tokenBinding } from "@/lib/services/connection/token-binding";
import { serveParent } from "../child";

/** What the sweep keeps back of its budget. */
const reserveMs = 20_000;

type RefresherRequest =
  | { type: "sweep"; forMs: number }
  | { type: "naive"; forMs: number }
  | { type: "herd"; callers: number; projectId: string; ids: string[]; startAt: number };

/** Refreshes as the product does, or, for comparison, one after the other. */
export async function refresher(): Promise<void> {
  await db().select({ id: connections.id }).from(connections).limit(1);
  serveParent<RefresherRequest>({}, async (order) => {
    if (order.type === "sweep") return await sweep(order.forMs);
    return order.type === "naive" ? await refreshOneByOne(order.forMs) : await herd(order);
  });
}

async function sweep(forMs: number): Promise<object> {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const counts = await refreshTokens({ clock: () => new Date(), budgetMs: reserveMs + forMs });
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return {
    refreshed: counts.refreshed,
    perSecond: (1000 * counts.refreshed) / ms,
    cores: (user + system) / 1000 / ms,
  };
}

/** The loop that a first version would have: select, call, write, next. */
async function refreshOneByOne(forMs: number): Promise<object> {
  const startedAt = performance.now();
  let refreshed = 0;
  while (performance.now() - startedAt < forMs) {
    const [row] = await db()
      .select()
      .from(connections)
      .where(and(eq(connections.status, "active"), lte(connections.nextRefreshAt, new Date())))
      .orderBy(asc(connections.nextRefreshAt))
      .limit(1);
    if (row?.refreshTokenSealed == null) break;
    const token = await unseal(row.refreshTokenSealed, tokenBinding(row.id, "refresh_token", row.gen));
    const answer = await request(`${row.upstreamOrigin}/connect/token`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: token }).toString(),
    });
    const body = (await answer.body.json()) as { access_token: string; refresh_token: string };
    const place = {
      connectionId: row.id,
      provider: row.provider,
      gen: row.gen + 1,
      issuedAt: new Date(),
      random: 0.5,
    };
    const tokens = {
      accessToken: body.access_token,
      refreshToken: body.refresh_token,
      expiresInSeconds: 86_400,
      scopes: null,
    };
    await db().update(connections).set(sealTokens(place, tokens)).where(eq(connections.id, row.id));
    refreshed += 1;
  }
  return { perSecond: (1000 * refreshed) / (performance.now() - startedAt) };
}

async function herd(order: Extract<RefresherRequest, { type: "herd" }>): Promise<object> {
  const { callers, projectId, ids, startAt } = order;
  await sleep(Math.max(0, startAt - Date.now()));
  const actor = { type: "system", job: "bench" } as const;
  const clock = () => new Date();
  let failed = 0;
  const latencies = await Promise.all(
    Array.from({ length: callers }, async (_, index) => {
      const began = performance.now();
      const ctx = { db: db(), now: new Date(), actor, clock };
      await freshToken(ctx, { projectId, connectionId: ids[index % ids.length] ?? "" }, null).catch(() => {
        failed += 1;
      });
      return performance.now() - began;
    }),
  );
  return { latencies, failed };
}
