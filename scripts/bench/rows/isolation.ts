import { type Child, startRole } from "../child";
import { clientHeaders, lookUpTargets, makeCodeOwners, trustAddresses } from "../look-up-targets";
import { percentile, type Row } from "../measure";
import type { LoadRequest, LoadResult } from "../roles/load";
import { hasBuild, startServer } from "../stage";
import { makeLogins } from "../twinproxy-logins";

const password = "Qwerty123";
const logins = 200;

/** What is left of cached reads while somebody sends passwords to the same process, one after the other. */
export const isolationRow: Row = {
  name: "isolation: cached reads while somebody logs in back to back",
  bar: "≥ 40 % of the reads kept, p99 ≤ 20 ms",
  run: async ({ quick }) => {
    if (!hasBuild()) return { figures: {}, reached: null, note: "only where the project is built" };
    trustAddresses();
    await makeLogins(logins, password);
    const targets = lookUpTargets(await makeCodeOwners());
    const [server, reads, checks] = [await startServer(), await startRole("load"), await startRole("load")];
    const forMs = quick ? 2_000 : 6_000;
    const read: LoadRequest = { origin: server.origin, targets, lanes: 32, forMs };
    await reads.ask<LoadResult>({ ...read, forMs: 1_500 });
    const alone = await reads.ask<LoadResult>(read);
    const [beside, checked] = await Promise.all([
      reads.ask<LoadResult>(read),
      logIn(checks, server.origin, forMs),
    ]);
    await Promise.all([server, reads, checks].map(async (child) => await child.stop()));
    const kept = (100 * beside.latencies.length) / alone.latencies.length;
    const p99 = percentile(beside.latencies, 0.99);
    const refused = checked.latencies.length - (checked.statuses["200"] ?? 0);
    return {
      figures: {
        "reads per second, alone": (1000 * alone.latencies.length) / forMs,
        "reads per second, beside": (1000 * beside.latencies.length) / forMs,
        "% kept": kept,
        "p99 ms, beside": p99,
        "log-ins per second": (1000 * checked.latencies.length) / forMs,
        "log-ins not 200": refused,
      },
      reached: kept >= 40 && p99 <= 20 && refused === 0,
      note: server.kind,
    };
  },
};

async function logIn(load: Child, origin: string, forMs: number): Promise<LoadResult> {
  const targets = Array.from({ length: logins }, (_, index) => ({
    path: "/TwinProxy/amoCRM/getToken",
    method: "POST" as const,
    headers: { ...clientHeaders(index), "content-type": "application/json" },
    body: JSON.stringify({ login: `bench_${index}`, password }),
  }));
  return await load.ask<LoadResult>({ origin, targets, lanes: 1, forMs });
}
