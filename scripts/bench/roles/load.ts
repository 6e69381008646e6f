import { Client } from "undici";
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
  const startedAt = performance.now();
  const latencies: number[] = [];
  const perSecond: number[] = [];
  const statuses: Record<string, number> = {};
  let turn = 0;
  const lane = async () => {
    const client = new Client(origin, { pipelining: 1 });
    while (performance.now() - startedAt < forMs) {
      const target = targets[turn++ % targets.length];
      if (target === undefined) return;
      const began = performance.now();
      const status = await ask(client, target);
      const now = performance.now();
      latencies.push(now - began);
      const second = Math.floor((now - startedAt) / 1000);
      perSecond[second] = (perSecond[second] ?? 0) + 1;
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    await client.destroy();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { latencies, perSecond: perSecond.slice(0, Math.floor(forMs / 1000)), statuses };
}

/** The status of the answer once all of it is here. Without a stream for it: the load shares the machine with what it measures. */
function ask(client: Client, target: LoadRequest["targets"][number]): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    client.dispatch(
      { method: "GET", ...target },
      {
        onRequestStart: () => {},
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: () => {},
        onResponseEnd: () => resolve(status),
        onResponseError: (_, error) => reject(error),
      },
    );
  });
}
