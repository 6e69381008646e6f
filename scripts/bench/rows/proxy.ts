import { startRole } from "../child";
import { percentile, type Row } from "../measure";
import { emptyStage, makeConnections, makeKeys } from "../population";
import type { LoadResult } from "../roles/load";
import { type Stage, startServer } from "../stage";

/** One request after the other, to the provider directly and through the proxy. */
export function proxyRow(stage: Stage): Row {
  return {
    name: "proxy, one request at a time",
    bar: "p50 ≤ 3 ms over a direct call",
    run: async ({ quick }) => {
      const owner = await emptyStage();
      const [id] = await makeConnections(owner, 1, 60_000);
      const keys = await makeKeys(owner, 10);
      await stage.provider.ask({ latencyMs: 0 });
      const [server, load] = [await startServer(), await startRole("load")];
      const forMs = quick ? 1_500 : 4_000;
      const run = async (origin: string, path: string, ms: number) =>
        await load.ask<LoadResult>({
          origin,
          targets: keys.map((headers) => ({ path, headers })),
          lanes: 1,
          forMs: ms,
        });
      const proxied = `/api/v1/connections/${id}/proxy/dodopizza/ru/units/stores`;
      await run(server.origin, proxied, 500);
      const ours = await run(server.origin, proxied, forMs);
      const direct = await run(stage.provider.ready.origin ?? "", "/dodopizza/ru/units/stores", forMs);
      await Promise.all([server, load].map(async (child) => await child.stop()));
      const [through, straight] = [percentile(ours.latencies, 0.5), percentile(direct.latencies, 0.5)];
      const refused = ours.latencies.length - (ours.statuses["200"] ?? 0);
      return {
        figures: {
          "p50 ms": through,
          "direct p50 ms": straight,
          "over, ms": through - straight,
          "not 200": refused,
        },
        reached: through - straight <= 3 && refused === 0,
        note: server.kind,
      };
    },
  };
}
