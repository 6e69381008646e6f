import { startRole } from "../child";
import { percentile, type Row, type Scale } from "../measure";
import { emptyStage, makeConnections, makeKeys } from "../population";
import type { LoadRequest, LoadResult } from "../roles/load";
import { startServer } from "../stage";

const keysPerProject = 50;

/** Requests for fresh tokens, spread over connections and over keys, each of which has a limit. */
async function handOutTargets(projects: number): Promise<LoadRequest["targets"]> {
  const targets: LoadRequest["targets"] = [];
  let owner = await emptyStage();
  for (let project = 0; project < projects; project += 1) {
    const ids = await makeConnections(owner, 200, 60_000);
    const keys = await makeKeys(owner, keysPerProject);
    for (const [index, id] of ids.entries()) {
      const headers = keys[index % keys.length];
      if (headers !== undefined) targets.push({ path: `/api/v1/connections/${id}/token`, headers });
    }
    if (project + 1 < projects) owner = await (await import("@/lib/testing/connected")).makeOwner();
  }
  return targets;
}

const rate = ({ latencies }: LoadResult, forMs: number) => (1000 * latencies.length) / forMs;

async function measureHandOut({ quick }: Scale) {
  const targets = await handOutTargets(2);
  const [server, bare, load] = [await startServer(), await startRole("bare"), await startRole("load")];
  const forMs = quick ? 2_000 : 6_000;
  const run = async (origin: string, ms: number) =>
    await load.ask<LoadResult>({ origin, targets, lanes: 32, forMs: ms });
  await run(server.origin, 1_500);
  const ours = await run(server.origin, forMs);
  await run(bare.ready.origin ?? "", 500);
  const limit = await run(bare.ready.origin ?? "", forMs);
  await Promise.all([server, bare, load].map(async (child) => await child.stop()));
  const p99 = percentile(ours.latencies, 0.99);
  const refused = ours.latencies.length - (ours.statuses["200"] ?? 0);
  return {
    figures: {
      "per second": rate(ours, forMs),
      "p50 ms": percentile(ours.latencies, 0.5),
      "p99 ms": p99,
      "bare, per second": rate(limit, forMs),
      "bare p99 ms": percentile(limit.latencies, 0.99),
      "% of bare": (100 * rate(ours, forMs)) / rate(limit, forMs),
      "not 200": refused,
    },
    reached: rate(ours, forMs) >= 5_000 && p99 <= 10 && refused === 0,
    note: server.kind,
  };
}

export const handOutRow: Row = {
  name: "token hand-out, fresh, 32 connections",
  bar: "≥ 5,000/s, p99 ≤ 10 ms",
  run: measureHandOut,
};

/** A minute at twice the requests that the pool has connections. */
export const saturationRow: Row = {
  name: "saturation, 20 requests at once for a pool of 10",
  bar: "last 10 s ≥ 95 % of the first 10 s",
  run: async ({ quick }) => {
    const targets = await handOutTargets(4);
    const [server, load] = [await startServer(), await startRole("load")];
    await load.ask({ origin: server.origin, targets, lanes: 20, forMs: 2_000 });
    const seconds = quick ? 20 : 60;
    const part = quick ? 4 : 10;
    const result = await load.ask<LoadResult>({
      origin: server.origin,
      targets,
      lanes: 20,
      forMs: seconds * 1000,
    });
    await Promise.all([server, load].map(async (child) => await child.stop()));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const [first, last] = [sum(result.perSecond.slice(0, part)), sum(result.perSecond.slice(-part))];
    return {
      figures: {
        seconds,
        "per second at first": first / part,
        "per second at last": last / part,
        "last, % of first": (100 * last) / first,
        "not 200": result.latencies.length - (result.statuses["200"] ?? 0),
      },
      reached: last >= 0.95 * first,
      note: server.kind,
    };
  },
};
