import { afterAll, beforeAll, expect, test } from "vitest";
import { systemNow } from "@/lib/clock";
import { dodoisWithClock, makeOwner, readConnection } from "@/lib/testing/connected";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { refreshTokens } from "./refresh-tokens";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());

test("a sweep that is told to stop asks for nothing more, and what it has claimed is free for the next", async () => {
  const owner = await makeOwner();
  const [account = ""] = await dodois.accounts();
  const id = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account });
  await dodois.control.advance(21 * 3600);

  const stop = new AbortController();
  // The time is asked for while claiming.
  const clock = () => {
    stop.abort();
    return systemNow();
  };
  const stopped = await refreshTokens({ clock, budgetMs: 40_000, signal: stop.signal });
  expect(stopped).toMatchObject({ claimed: 1, deferred: 1, refreshed: 0 });
  expect(await readConnection(id)).toMatchObject({ gen: 1, leaseToken: null, lastErrorCode: null });
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 0 });

  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ refreshed: 1 });
});
