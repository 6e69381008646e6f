import { Pool } from "undici";
import { serveParent } from "../child";

export interface LoadRequest {
  origin: string;
  /** Taken in turn. */
  targets: { path: string; headers: Record<string, string>; method?: "POST"; body?: string }[];
  /** Requests under way at once, each on a connection of its own. */
  lanes: number;
  forMs: number;
}

export interface LoadResult {
  /** Milliseconds of each request. */
  latencies: number[];
  /** Answers in each whole second. */
  perSecond: number[];
  statuses: Record<string, number>;
}

/** A closed loop of requests. */
export async function load(): Promise<void> {
  serveParent<LoadRequest>({}, async (request) => await apply(request));
}

async function apply({ origin, targets, lanes, forMs }: LoadRequest): Promise<LoadResult> {
  const pool = new Pool(origin, { connections: lanes, pipelining: 1 });
  const startedAt = performance.now();
  const latencies: number[] = [];
  const perSecond: number[] = [];
  const statuses: Record<string, number> = {};
  let turn = 0;
  const lane = async () => {
    while (performance.now() - startedAt < forMs) {
      const target = targets[turn++ % targets.length];
      if (target === undefined) return;
      const began = performance.now();
      const answer = await pool.request({ method: "GET", ...target });
      await answer.body.dump();
      const now = performance.now();
      latencies.push(now - began);
      const second = Math.floor((now - startedAt) / 1000);
      perSecond[second] = (perSecond[second] ?? 0) + 1;
      statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  await pool.destroy();
  return { latencies, perSecond: perSecond.slice(0, Math.floor(forMs / 1000)), statuses };
}
