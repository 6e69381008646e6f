// node scripts/benchmark-pool.mjs: the pool under more queries than it has connections, for a minute. The line should
// be flat: without scripts/patches/ it falls to a quarter, as the driver's queues grow for as long as they never empty.
import { performance } from "node:perf_hooks";
import postgres from "postgres";

const url = process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is not set: which database is to be asked?");
const seconds = Number(process.argv[2] ?? 60);
const sql = postgres(url, { max: 10, onnotice: () => {} });
const endAt = performance.now() + seconds * 1000;
let done = 0;

async function keepAsking() {
  while (performance.now() < endAt) {
    await sql`select ${done}::int`;
    done += 1;
  }
}

let before = 0;
const timer = setInterval(() => {
  console.log(`${Math.round((done - before) / 5)} queries/s`);
  before = done;
}, 5_000);
await Promise.all(Array.from({ length: 400 }, keepAsking));
clearInterval(timer);
await sql.end({ timeout: 5 });
