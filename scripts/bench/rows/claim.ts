import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { migrate } from "@/db/migrate";
import { type Child, startRole } from "../child";
import { median, type Row } from "../measure";
import type { ClaimerRequest } from "../roles/claimer";

const claimed = 64;
const due = 800;
const rounds = 150;
const warmUpRounds = 30;

/**
 * What claiming 64 due connections costs, whatever else is in the table. The sizes take turns, each in a database of its
 * own: measured one after the other they would tell how the machine's speed changed in between.
 */
export const claimRow: Row = {
  name: `claim of ${claimed} due connections`,
  bar: "within 1.3× across sizes",
  run: async ({ quick }) => {
    const sizes = quick ? [1_000, 100_000] : [1_000, 100_000, 1_000_000];
    const tables = [];
    for (const size of sizes) tables.push({ size, ...(await makeTable(size)), times: [] as number[] });
    for (let round = 0; round < rounds; round += 1) {
      for (const { child, times } of tables) times.push(await ask(child, { type: "claim", count: claimed }));
    }
    const figures: Record<string, number> = {};
    for (const { size, child, times } of tables) {
      figures[`${size} rows, ms`] = median(times.slice(warmUpRounds));
      figures[`${size} rows, explained ms`] = await ask(child, { type: "explain", count: claimed });
    }
    const costs = sizes.map((size) => figures[`${size} rows, ms`] ?? Number.NaN);
    for (const { drop } of tables) await drop();
    const spread = Math.max(...costs) / Math.min(...costs);
    return { figures: { ...figures, "most ÷ least": spread }, reached: spread <= 1.3 };
  },
};

async function makeTable(size: number): Promise<{ child: Child; drop: () => Promise<void> }> {
  const name = `claim_${size}`;
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.pathname = `/${name}`;
  await db().execute(sql`create database ${sql.identifier(name)}`);
  await migrate(url.href);
  const child = await startRole("claimer", { DATABASE_URL: url.href });
  await child.ask({ type: "fill", total: size, due } satisfies ClaimerRequest);
  const drop = async () => {
    await child.stop();
    await db().execute(sql`drop database ${sql.identifier(name)} with (force)`);
  };
  return { child, drop };
}

const ask = async (child: Child, request: ClaimerRequest) => (await child.ask<{ ms: number }>(request)).ms;
