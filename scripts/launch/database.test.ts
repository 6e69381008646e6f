import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import postgres from "postgres";
import { expect, onTestFinished, test, vi } from "vitest";
import { freePort } from "@/sandbox/free-port";
import { makeThrowawayFolder } from "@/sandbox/postgres/throwaway";
import { Database } from "@/scripts/launch/database";

function postmasterOn(port: string): number | null {
  const listing = execFileSync("ps", ["axww", "-o", "pid=,args="], { encoding: "utf8" });
  const line = listing.split("\n").find((process) => process.includes(`-c port=${port} `));
  return line === undefined ? null : Number.parseInt(line, 10);
}

test("PostgreSQL that is killed comes back on the same port with what was committed, and stops for good", async () => {
  const folder = makeThrowawayFolder("database");
  const said: string[] = [];
  const onGivenUp = vi.fn();
  const say = (line: string) => void said.push(line);
  const database = new Database({ folder, port: await freePort(), say, onGivenUp });
  onTestFinished(async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = await database.start();
  const sql = postgres(url, { max: 2, onnotice: () => {} });
  onTestFinished(() => sql.end({ timeout: 1 }));
  await sql`create table kept (id int)`;
  const { port } = new URL(url);
  const before = postmasterOn(port);
  process.kill(before ?? Number.NaN, "SIGKILL");
  // Sessions of the dead postmaster may answer for a moment.
  const restarts = ["PostgreSQL ended unexpectedly; starting it again."];
  await vi.waitFor(() => expect(said).toEqual(restarts), { timeout: 60_000, interval: 20 });
  await vi.waitFor(async () => await sql`insert into kept values (1)`, { timeout: 60_000, interval: 100 });
  expect(postmasterOn(port)).not.toBe(before);
  expect(said).toEqual(restarts);
  await database.stop();
  expect(postmasterOn(port)).toBeNull();
  expect(said).toHaveLength(1);
  expect(onGivenUp).not.toHaveBeenCalled();
}, 120_000);
