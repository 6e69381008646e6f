import { request } from "undici";
import { db } from "@/db/client";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { startSession } from "@/lib/services/session/start";
import { median, percentile, type Row, timed } from "../measure";
import { emptyStage, fillTable } from "../population";
import { hasBuild, startServer } from "../stage";

const connectionCount = 10_000;
const pages = ["/dashboard", "/dashboard/connections"];

/** The dashboard's first pages with many connections in the project, one request at a time. */
export const dashboardRow: Row = {
  name: `dashboard, ${connectionCount} connections`,
  bar: "server time p50 ≤ 60 ms",
  run: async ({ quick }) => {
    if (!hasBuild()) return { figures: {}, reached: null, note: "left out: needs `npm run build`" };
    const owner = await emptyStage();
    await fillTable(owner, connectionCount, 100);
    const ctx = owner.ctx();
    const { token } = await startSession({ ...ctx, db: db(), now: new Date() }, ctx.actor.userId);
    const headers = { cookie: `${sessionCookie().name}=${token}` };
    const server = await startServer();
    const figures: Record<string, number> = {};
    for (const page of pages) {
      const times: number[] = [];
      for (let round = 0; round < (quick ? 40 : 120); round += 1) {
        times.push(await timed(async () => await load(`${server.origin}${page}`, headers)));
      }
      figures[`${page} p50 ms`] = median(times.slice(20));
      figures[`${page} p95 ms`] = percentile(times.slice(20), 0.95);
    }
    await server.stop();
    return { figures, reached: pages.every((page) => (figures[`${page} p50 ms`] ?? 1_000) <= 60) };
  },
};

async function load(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await request(url, { headers });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`${url} is answered ${answer.statusCode}.`);
}
