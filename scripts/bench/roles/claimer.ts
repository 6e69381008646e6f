import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { leaseDueConnections } from "@/lib/services/connection/lease";
import { serveParent } from "../child";
import { median, timed } from "../measure";
import { emptyStage, fillTable } from "../population";

export type ClaimerRequest =
  | { type: "fill"; total: number; due: number }
  | { type: "claim"; count: number }
  | { type: "explain"; count: number };

/** Claims due connections in a database of its own. */
export async function claimer(): Promise<void> {
  serveParent<ClaimerRequest>({}, async (order) => {
    if (order.type === "claim") return { ms: await claim(order.count) };
    if (order.type === "explain") return { ms: await explain(order.count) };
    await fillTable(await emptyStage(), order.total, order.due);
    return {};
  });
}

async function claim(count: number): Promise<number> {
  const ms = await timed(async () => await leaseDueConnections({ db: db(), now: new Date() }, count));
  await db().execute(sql`
    update connections set lease_token = null, lease_until = null, last_error_class = null, last_error_code = null
    where next_refresh_at < now() and lease_token is not null`);
  return ms;
}

/** Execution time of the claim's inner query as PostgreSQL gives it. */
async function explain(count: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const plan = await db().execute<{ "QUERY PLAN": string }>(sql`
      explain (analyze) select id from connections
      where next_refresh_at is not null and next_refresh_at <= now() and refresh_token_sealed is not null
        and status in ('active', 'degraded', 'reauth_required') and (lease_until is null or lease_until <= now())
      order by next_refresh_at limit ${sql.raw(String(count))} for update skip locked`);
    const text = [...plan].map((line) => line["QUERY PLAN"]).join("\n");
    times.push(Number(/Execution Time: ([\d.]+)/.exec(text)?.[1]));
  }
  return median(times);
}
