import { startRole } from "../child";
import { percentile, type Row, type Sample, type Scale } from "../measure";
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

const lanesTried = [8, 16, 32];
const warmUpMs = 5_000;

/** What one number of connections makes of a server. */
interface Pace {
  perSecond: number;
  p50: number;
  p99: number;
  refused: number;
}

interface Compared {
  lanes: number;
  ours: Pace;
  limit: Pace;
}

async function measureHandOut({ quick }: Scale): Promise<Sample> {
  const targets = await handOutTargets(2);
  const [server, bare, load] = [await startServer(), await startRole("bare"), await startRole("load")];
  const pace = async (origin: string, lanes: number, forMs: number): Promise<Pace> => {
    const { latencies, statuses } = await load.ask<LoadResult>({ origin, targets, lanes, forMs });
    return {
      perSecond: (1000 * latencies.length) / forMs,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      refused: latencies.length - (statuses["200"] ?? 0),
    };
  };
  const bareOrigin = bare.ready.origin ?? "";
  const forMs = quick ? 1_000 : 6_000;
  for (const origin of [server.origin, bareOrigin]) await pace(origin, 32, quick ? 1_000 : warmUpMs);
  const paces: Compared[] = [];
  for (const lanes of lanesTried) {
    const ours = await pace(server.origin, lanes, forMs);
    paces.push({ lanes, ours, limit: await pace(bareOrigin, lanes, forMs) });
  }
  await Promise.all([server, bare, load].map(async (child) => await child.stop()));
  return {
    figures: Object.assign({}, ...paces.map(figuresOf)),
    reached: paces.some(({ ours }) => ours.perSecond >= 5_000 && ours.p99 <= 10 && ours.refused === 0),
    note: server.kind,
  };
}

function figuresOf({ lanes, ours, limit }: Compared) {
  return {
    [`${lanes}: per second`]: ours.perSecond,
    [`${lanes}: p50 ms`]: ours.p50,
    [`${lanes}: p99 ms`]: ours.p99,
    [`${lanes}: bare, per second`]: limit.perSecond,
    [`${lanes}: bare p99 ms`]: limit.p99,
    [`${lanes}: % of bare`]: (100 * ours.perSecond) / limit.perSecond,
    [`${lanes}: not 200`]: ours.refused,
  };
}

/**
 * In a closed loop more connections give more answers, each of them later: the bar is for both at once, so it is
 * held by the number of connections that holds both, and the others are printed beside it.
 */
export const handOutRow: Row = {
  name: `token hand-out, fresh, ${lanesTried.join(", ")} connections`,
  bar: "≥ 5,000/s and p99 ≤ 10 ms at one number of connections",
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
