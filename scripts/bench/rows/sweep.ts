import { startRole } from "../child";
import type { Row, Sample, Scale } from "../measure";
import { emptyStage, makeConnections } from "../population";
import type { LoadResult } from "../roles/load";
import type { Stage } from "../stage";

/** What the product keeps under way at once. */
const inFlight = 64;
const overdueMs = 22 * 3_600_000;

interface Swept {
  refreshed: number;
  perSecond: number;
  cores: number;
}

/** The sweep against a provider of this latency, and one connection after the other in the same run. */
export function sweepRow(stage: Stage, latencyMs: number): Row {
  return {
    name: `sweep, ${inFlight} in flight at ${latencyMs} ms`,
    bar: "≥ 80 % of in flight ÷ latency, 0 spent tokens sent",
    run: async (scale) => await measure(stage, latencyMs, scale),
  };
}

async function measure(stage: Stage, latencyMs: number, { quick }: Scale): Promise<Sample> {
  const limit = (1000 * inFlight) / latencyMs;
  const owner = await emptyStage();
  await stage.provider.ask({ latencyMs });
  const refresher = await startRole("refresher");
  const sweep = async () => await refresher.ask<Swept>({ type: "sweep", forMs: 60_000 });
  // A worker that lives has its code compiled.
  await makeConnections(owner, Math.ceil(limit * 2), overdueMs);
  await sweep();
  await makeConnections(owner, Math.ceil(limit * (quick ? 3 : 8)), overdueMs);
  const naive = await refresher.ask<{ perSecond: number }>({ type: "naive", forMs: quick ? 1_000 : 2_000 });
  await stage.provider.ask({ latencyMs });
  const swept = await sweep();
  const counts = await stage.provider.ask<{ refreshes: number; spentSends: number }>({ latencyMs });
  await refresher.stop();
  const calls = await callsAlone(stage, quick ? 1_000 : 3_000);
  const share = (100 * swept.perSecond) / limit;
  return {
    figures: {
      "per second": swept.perSecond,
      "limit per second": limit,
      "% of limit": share,
      "calls alone, per second": calls,
      "% of calls alone": (100 * swept.perSecond) / calls,
      "one by one, per second": naive.perSecond,
      "times one by one": swept.perSecond / naive.perSecond,
      "cores used": swept.cores,
      "spent tokens sent": counts.spentSends,
    },
    reached: share >= 80 && counts.spentSends === 0 && counts.refreshes === swept.refreshed,
  };
}

/** What as many calls under way make of this machine and this provider when nothing else is done. */
async function callsAlone(stage: Stage, forMs: number): Promise<number> {
  const load = await startRole("load");
  const target = { path: "/connect/token", method: "POST", headers: {}, body: "refresh_token=none" } as const;
  const origin = stage.provider.ready.origin ?? "";
  const run = async (ms: number) =>
    await load.ask<LoadResult>({ origin, targets: [target], lanes: inFlight, forMs: ms });
  await run(1_000);
  const { latencies } = await run(forMs);
  await load.stop();
  await stage.provider.ask({ latencyMs: 0 });
  return (1000 * latencies.length) / forMs;
}
