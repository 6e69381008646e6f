import type { Owner } from "@/lib/testing/connected";
import { type Child, startRole } from "../child";
import { percentile, type Row } from "../measure";
import { emptyStage, makeConnections } from "../population";
import type { Stage } from "../stage";

const latencyMs = 150;
const processes = 4;
const accounts = 20;
const callers = 4_000;
const warmUpMs = 2_000;

interface Met {
  latencies: number[];
  failed: number;
}

/** Many who ask at once, in several processes, for accounts whose tokens have expired. */
export function herdRow(stage: Stage): Row {
  return {
    name: `herd, ${callers} callers, ${accounts} expired accounts, ${processes} processes, provider ${latencyMs} ms`,
    bar: `exactly ${accounts} calls, p99 ≤ latency + 100 ms`,
    run: async () => {
      const owner = await emptyStage();
      const children = await Promise.all(
        Array.from({ length: processes }, async () => await startRole("refresher")),
      );
      // Each has met crowds before, as a process that lives has: its code is compiled, its connections are open.
      for (const endsAt = Date.now() + warmUpMs; Date.now() < endsAt; ) await meet(owner, children);
      await stage.provider.ask({ latencyMs });
      const { latencies, failed } = await meet(owner, children);
      const { refreshes, spentSends } = await stage.provider.ask<{ refreshes: number; spentSends: number }>({
        latencyMs: 0,
      });
      await Promise.all(children.map(async (child) => await child.stop()));
      const p99 = percentile(latencies, 0.99);
      return {
        figures: {
          "provider calls": refreshes,
          "p50 ms": percentile(latencies, 0.5),
          "p99 ms": p99,
          "refused callers": failed,
          "spent tokens sent": spentSends,
        },
        reached: refreshes === accounts && p99 <= latencyMs + 100 && failed === 0,
      };
    },
  };
}

/** One crowd, for accounts that nobody has asked for before. All processes begin at the same moment. */
async function meet(owner: Owner, children: readonly Child[]): Promise<Met> {
  const ids = await makeConnections(owner, accounts, 25 * 3_600_000);
  const startAt = Date.now() + 100;
  const order = { type: "herd", projectId: owner.projectId, ids, startAt, callers: callers / processes };
  const met = await Promise.all(children.map(async (child) => await child.ask<Met>(order)));
  return {
    latencies: met.flatMap(({ latencies }) => latencies),
    failed: met.reduce((sum, { failed }) => sum + failed, 0),
  };
}
