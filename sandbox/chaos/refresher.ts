import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { freshToken } from "@/lib/services/connection/fresh-token";
import { refreshOnce } from "@/lib/services/connection/refresh-once";
import { Chance } from "./chance";
import type { Order, Report, Target } from "./fleet";
import { armKill, watchRefreshes } from "./kill-points";

// The sweep keeps this of its budget for calls under way; what is more is the time for claims.
const sweepReserveMs = 20_000;

const skewMs = Number(process.env.CHAOS_SKEW_MS ?? 0);
const clock = () => new Date(systemNow().getTime() + skewMs);
const actor = { type: "system", job: "chaos" } as const;
const errors = new Map<string, number>();

/** Asks for a token as a program does. */
async function ask({ connectionId, projectId }: Target): Promise<void> {
  await freshToken({ db: db(), now: clock(), actor, clock }, { projectId, connectionId }, null);
}

/** Renews a token that may have time left, as its owner or a program to which it was refused may do. */
async function force({ connectionId }: Target): Promise<void> {
  const [row] = await db().select().from(connections).where(eq(connections.id, connectionId));
  if (row?.status === "active") await refreshOnce({ db: db(), actor, clock }, connectionId, row);
}

async function act(chance: Chance, targets: Target[]): Promise<void> {
  const target = chance.pick(targets);
  if (chance.happens(0.35))
    await refreshTokens({ clock, budgetMs: sweepReserveMs + chance.between(20, 200) });
  else if (chance.happens(0.2)) {
    await Promise.all(Array.from({ length: 6 }, async () => await ask(target)));
  } else await (chance.happens(0.8) ? force(target) : ask(target));
}

async function work(order: Extract<Order, { type: "round" }>): Promise<void> {
  const chance = new Chance(order.seed);
  const until = performance.now() + order.forMs;
  armKill(order.kill);
  const lane = async () => {
    while (performance.now() < until) await act(chance, order.targets).catch(countError);
  };
  await Promise.all(Array.from({ length: order.lanes }, lane));
  armKill(null);
}

function countError(error: unknown): void {
  const name = errorName(error);
  errors.set(name, (errors.get(name) ?? 0) + 1);
}

/** A code, for the messages hold queries. */
function errorName(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if ("code" in error) return String(error.code);
  return error.cause === undefined ? error.name : errorName(error.cause);
}

async function obey(order: Order): Promise<void> {
  if (order.type === "round") await work(order);
  else if (order.type === "ask") await force(order.target).catch(countError);
  else await refreshTokens({ clock, budgetMs: sweepReserveMs + 300 }).catch(countError);
  const report: Report = { type: "idle", errors: Object.fromEntries(errors) };
  errors.clear();
  process.send?.(report);
}

watchRefreshes(process.env.CHAOS_TRACE ?? "");
process.on("disconnect", () => process.exit(0));
process.on("message", (order: Order) => void obey(order));
process.send?.({ type: "idle", errors: {} } satisfies Report);
