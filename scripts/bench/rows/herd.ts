import { type Child, startRole } from "../child";
import { percentile, type Row } from "../measure";
import { emptyStage, makeConnections } from "../population";
import type { Stage } from "../stage";

const latencyMs = 150;
const processes = 4;
const accounts = 20;
const callers = 4_000;
const warmUps = 5;

/** Many who ask at once, in several processes, for accounts whose tokens have expired. */
export function herdRow(stage: Stage): Row {
  return {
    name: `herd, ${callers} callers, ${accounts} expired accounts, ${processes} processes, provider ${latencyMs} ms`,
    bar: `exactly ${accounts} calls, p99 ≤ latency + 100 ms`,
    run: async () => {
      const owner = await emptyStage();
      const ids = await makeConnections(owner, accounts, 25 * 3_600_000);
      const children = await Promise.all(
        Array.from({ length: processes }, async () => await startRole("refresher")),
      );
      const order = { type: "herd", projectId: owner.projectId };
      // Each has met crowds before, as a process that lives has: its code is compiled, its connections are open.
      for (let round = 0; round < warmUps; round += 1) {
        const known = await makeConnections(owner, processes * 5, 25 * 3_600_000);
        const meet = async (child: Child, index: number) =>
          await child.ask({
            ...order,
            callers: callers / processes,
            ids: known.slice(5 * index, 5 * index + 5),
            startAt: 0,
          });
        await Promise.all(children.map(meet));
      }
      await stage.provider.ask({ latencyMs });
      const startAt = Date.now() + 300;
      const results = await Promise.all(
        children.map(
          async (child) =>
            await child.ask<{ latencies: number[]; failed: number }>({
              ...order,
              ids,
              startAt,
              callers: callers / processes,
            }),
        ),
      );
      const { refreshes, spentSends } = await stage.provider.ask<{ refreshes: number; spentSends: number }>({
        latencyMs: 0,
      });
      await Promise.all(children.map(async (child) => await child.stop()));
      const latencies = results.flatMap((result) => result.latencies);
      const failed = results.reduce((sum, result) => sum + result.failed, 0);
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
