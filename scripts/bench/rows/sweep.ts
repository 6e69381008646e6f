import { startRole } from "../child";
import type { Row, Sample, Scale } from "../measure";
import { emptyStage, makeConnections } from "../population";
import type { Stage } from "../stage";

/** What the product keeps under way at once. */
const inFlight = 64;
const overdueMs = 22 * 3_600_000;

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
  await makeConnections(owner, Math.ceil(limit * (quick ? 3 : 8)), overdueMs);
  await stage.provider.ask({ latencyMs });
  const refresher = await startRole("refresher");
  const naive = await refresher.ask<{ perSecond: number }>({ type: "naive", forMs: quick ? 1_000 : 2_000 });
  await stage.provider.ask({ latencyMs });
  const swept = await refresher.ask<{ refreshed: number; perSecond: number; cores: number }>({
    type: "sweep",
    forMs: 60_000,
  });
  const counts = await stage.provider.ask<{ refreshes: number; spentSends: number }>({ latencyMs: 0 });
  await refresher.stop();
  const share = (100 * swept.perSecond) / limit;
  return {
    figures: {
      "per second": swept.perSecond,
      "limit per second": limit,
      "% of limit": share,
      "one by one, per second": naive.perSecond,
      "times one by one": swept.perSecond / naive.perSecond,
      "cores used": swept.cores,
      "spent tokens sent": counts.spentSends,
    },
    reached: share >= 80 && counts.spentSends === 0 && counts.refreshes === swept.refreshed,
  };
}
