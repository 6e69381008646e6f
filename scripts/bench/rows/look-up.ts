import { randomId } from "@/lib/crypto/token";
import { type Child, startRole } from "../child";
import { lookUpTargets, makeCodeOwners, trustAddresses } from "../look-up-targets";
import { percentile, type Row, type Sample, type Scale } from "../measure";
import type { LoadRequest, LoadResult } from "../roles/load";
import { startServer } from "../stage";

const lanes = 32;
const strangers = 200_000;

interface Kind {
  name: string;
  bar: number;
  p99Ms: number;
  emails: () => Promise<string[]>;
}

const cached: Kind = { name: "cached", bar: 10_000, p99Ms: 15, emails: makeCodeOwners };
/** Each address is asked for once, so that nothing is kept of it. */
const uncached: Kind = {
  name: "uncached",
  bar: 6_000,
  p99Ms: Number.POSITIVE_INFINITY,
  emails: async () => Array.from({ length: strangers }, (_, index) => `${randomId()}-${index}@example.test`),
};

export const lookUpRows: Row[] = [cached, uncached].map((kind) => ({
  name: `code by e-mail, ${kind.name}, ${lanes} connections`,
  bar: `≥ ${kind.bar}/s${kind.p99Ms < 1_000 ? `, p99 ≤ ${kind.p99Ms} ms` : ""}`,
  run: async (scale) => await measure(kind, scale),
}));

async function measure(kind: Kind, { quick }: Scale): Promise<Sample> {
  trustAddresses();
  const targets = lookUpTargets(await kind.emails());
  const [server, bare, load] = [await startServer(), await startRole("bareLookUp"), await startRole("load")];
  const forMs = quick ? 2_000 : 6_000;
  const ours = await run(load, { origin: server.origin, targets, lanes, forMs });
  const limit = await run(load, { origin: bare.ready.origin ?? "", targets, lanes, forMs });
  await Promise.all([server, bare, load].map(async (child) => await child.stop()));
  const rate = ({ latencies }: LoadResult) => (1000 * latencies.length) / forMs;
  const p99 = percentile(ours.latencies, 0.99);
  const refused = ours.statuses["429"] ?? 0;
  return {
    figures: {
      "per second": rate(ours),
      "p50 ms": percentile(ours.latencies, 0.5),
      "p99 ms": p99,
      "bare, per second": rate(limit),
      "% of bare": (100 * rate(ours)) / rate(limit),
      refused,
    },
    reached: rate(ours) >= kind.bar && p99 <= kind.p99Ms && refused === 0,
    note: server.kind,
  };
}

/** What is compiled and kept before the measurement begins is not measured. */
async function run(load: Child, request: LoadRequest): Promise<LoadResult> {
  await load.ask<LoadResult>({ ...request, targets: request.targets.toReversed(), forMs: 1_500 });
  return await load.ask<LoadResult>(request);
}
