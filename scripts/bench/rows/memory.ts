import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { db } from "@/db/client";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { startSession } from "@/lib/services/session/start";
import { startRole } from "../child";
import type { Row, Sample, Scale } from "../measure";
import { emptyStage, makeConnections, makeKeys } from "../population";
import type { LoadRequest, LoadResult } from "../roles/load";
import { hasBuild, startServer } from "../stage";

const mostMb = 350;
const lanes = 8;
const sliceMs = 5_000;
const everyMs = 500;
/** A shorter run says nothing of what grows: caches are still filling. */
const judgedFromMinutes = 10;
const mostMbPerMinute = 1;

interface Point {
  minutes: number;
  mb: number;
}

/** How much memory the server takes while tokens are handed out and pages shown. */
export const memoryRow: Row = {
  name: "memory",
  bar: `≤ ${mostMb} MB, from ${judgedFromMinutes} minutes on (--minutes) ≤ ${mostMbPerMinute} MB more a minute`,
  run: measure,
};

async function measure({ quick, minutes }: Scale): Promise<Sample> {
  if (!hasBuild()) return { figures: {}, reached: null, note: "left out: needs `npm run build`" };
  const forMinutes = minutes ?? (quick ? 0.25 : 1);
  const targets = await makeTargets();
  const [server, load] = [await startServer(), await startRole("load")];
  const startedAt = performance.now();
  const passed = () => (performance.now() - startedAt) / 60_000;
  const points: Point[] = [];
  const sample = () => points.push({ minutes: passed(), mb: residentMb(server.pid) });
  sample();
  const watch = setInterval(sample, everyMs);
  const total = { requests: 0, refused: 0 };
  while (passed() < forMinutes) {
    const request = { origin: server.origin, targets, lanes, forMs: sliceMs } satisfies LoadRequest;
    const { latencies, statuses } = await load.ask<LoadResult>(request);
    total.requests += latencies.length;
    total.refused += latencies.length - (statuses["200"] ?? 0);
  }
  clearInterval(watch);
  sample();
  await Promise.all([server, load].map(async (child) => await child.stop()));
  return judge(points, forMinutes, total);
}

function judge(points: Point[], forMinutes: number, total: { requests: number; refused: number }): Sample {
  const mostSeen = Math.max(...points.map(({ mb }) => mb));
  const slope = slopeOf(points.slice(Math.floor(points.length / 2)));
  return {
    figures: {
      minutes: forMinutes,
      "MB at first": points[0]?.mb ?? Number.NaN,
      "MB at most": mostSeen,
      "MB at last": points.at(-1)?.mb ?? Number.NaN,
      "MB a minute, second half": slope,
      requests: total.requests,
      "not 200": total.refused,
    },
    reached: mostSeen <= mostMb && (forMinutes < judgedFromMinutes || slope <= mostMbPerMinute),
    note: "whole server",
  };
}

/** Twenty tokens for each page: those are many, these are heavy. */
async function makeTargets(): Promise<LoadRequest["targets"]> {
  const owner = await emptyStage();
  const ids = await makeConnections(owner, 200, 60_000);
  const keys = await makeKeys(owner, 200);
  const ctx = owner.ctx();
  const { token } = await startSession({ ...ctx, db: db(), now: new Date() }, ctx.actor.userId);
  const cookie = { cookie: `${sessionCookie().name}=${token}` };
  const pages = [
    ...["/dashboard", "/dashboard/connections", "/dashboard/referrals"].map((path) => ({
      path,
      headers: cookie,
    })),
    { path: "/", headers: {} },
    { path: "/sign-in", headers: {} },
  ];
  return ids.flatMap((id, index) => {
    const handOut = { path: `/api/v1/connections/${id}/token`, headers: keys[index] ?? {} };
    const page = index % 20 === 0 ? pages[(index / 20) % pages.length] : undefined;
    return page === undefined ? [handOut] : [handOut, page];
  });
}

/** The resident set of a process. */
function residentMb(pid: number): number {
  if (process.platform !== "linux")
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

/** By least squares. */
function slopeOf(points: readonly Point[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(({ minutes }) => minutes)), mean(points.map(({ mb }) => mb))];
  const sum = (of: (point: Point) => number) => points.reduce((total, point) => total + of(point), 0);
  return sum(({ minutes, mb }) => (minutes - x) * (mb - y)) / sum(({ minutes }) => (minutes - x) ** 2);
}
