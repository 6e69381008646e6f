import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { kv } from "@/lib/kv/client";
import { log } from "@/lib/log";
import { makeOwner } from "@/lib/testing/connected";
import { holdClock } from "@/lib/testing/hold-clock";
import { makeKey } from "@/lib/testing/proxied";
import { serveApi } from "@/lib/testing/served";

let api: Awaited<ReturnType<typeof serveApi>>;
let key: string;

beforeAll(async () => {
  api = await serveApi();
  key = await makeKey(await makeOwner(), ["referrals:read"]);
});
afterAll(async () => await api.close());
beforeEach(holdClock);
beforeEach(async () => {
  await kv().flushdb();
});

const ask = async (path: string, secret: string) =>
  (await fetch(api.origin + path, { headers: { authorization: `Bearer ${secret}` } })).status;

test("whoever is refused at the API leaves a line with the cause and the key, and never the secret", async () => {
  const line = vi.spyOn(log(), "info");
  expect(await ask("/api/v1/connections", "mk_live_nobodys")).toBe(401);
  expect(await ask("/api/v1/connections", key)).toBe(403);
  expect(await ask("/api/cron/cleanup", "not the secret")).toBe(401);
  const lines = line.mock.calls.map(([fields]) => fields);
  expect(lines).toMatchObject([
    { refusal: "unauthenticated", who: null },
    { refusal: "forbidden", reason: "scope_missing", actor: "api_key", who: expect.any(String) },
    { refusal: "unauthenticated", job: "cleanup" },
  ]);
  for (const secret of ["mk_live_nobodys", key, "not the secret"])
    expect(JSON.stringify(lines)).not.toContain(secret);
});

test("of one asker over a limit there is one line, however often they ask", async () => {
  const line = vi.spyOn(log(), "info");
  const statuses = [];
  for (let turn = 0; turn < 70; turn += 1) statuses.push(await ask("/api/v1/connections", "mk_live_wrong"));
  expect(statuses.at(-1)).toBe(429);
  const limited = line.mock.calls.filter(
    ([fields]) => (fields as { refusal?: string }).refusal === "rate_limited",
  );
  expect(limited).toHaveLength(1);
});
