import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { leaseDueConnections } from "@/lib/services/connection/lease";
import { median, type Row, timed } from "../measure";
import { emptyStage, fillTable } from "../population";

const claimed = 64;
const due = 800;
const rounds = 60;

/** What claiming 64 due connections costs, whatever else is in the table. */
export const claimRow: Row = {
  name: `claim of ${claimed} due connections`,
  bar: "within 1.3× across sizes",
  run: async ({ quick }) => {
    const sizes = quick ? [1_000, 100_000] : [1_000, 100_000, 1_000_000];
    const owner = await emptyStage();
    const figures: Record<string, number> = {};
    const costs: number[] = [];
    for (const size of sizes) {
      await fillTable(owner, size, due);
      const cost = await measureClaims();
      costs.push(cost);
      figures[`${size} rows, ms`] = cost;
      figures[`${size} rows, explained ms`] = await explain();
      await db().execute(
        sql`update connections set next_refresh_at = now() + interval '1 day' where next_refresh_at < now()`,
      );
    }
    figures["most ÷ least"] = Math.max(...costs) / Math.min(...costs);
    return { figures, reached: (figures["most ÷ least"] ?? Number.POSITIVE_INFINITY) <= 1.3 };
  },
};

async function measureClaims(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(await timed(async () => await leaseDueConnections({ db: db(), now: new Date() }, claimed)));
    await release();
  }
  return median(times.slice(10));
}

async function release(): Promise<void> {
  await db().execute(sql`
    update connections set lease_token = null, lease_until = null, last_error_class = null, last_error_code = null
    where next_refresh_at < now() and lease_token is not null`);
}

/** Execution time of the claim's inner query as PostgreSQL gives it. */
async function explain(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const plan = await db().execute<{ "QUERY PLAN": string }>(sql`
      explain (analyze) select id from connections
      where next_refresh_at is not null and next_refresh_at <= now() and refresh_token_sealed is not null
        and status in ('active', 'degraded', 'reauth_required') and (lease_until is null or lease_until <= now())
      order by next_refresh_at limit ${sql.raw(String(claimed))} for update skip locked`);
    const text = [...plan].map((line) => line["QUERY PLAN"]).join("\n");
    times.push(Number(/Execution Time: ([\d.]+)/.exec(text)?.[1]));
  }
  return median(times);
}
