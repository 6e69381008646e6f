import { getRequestListener } from "@hono/node-server";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as client from "@/db/client";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";
import { proxiedCalls } from "@/db/schema/proxied-call";
import { ProxyMethod } from "@/lib/api/contracts/proxy";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { disable } from "@/lib/services/connection/disable";
import { flushTallies } from "@/lib/services/connection/tally";
import { makeOwner, type Owner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { makeKey, proxiedProviders, proxyTarget } from "@/lib/testing/proxied";
import { serve } from "@/lib/testing/served";
import { DELETE, GET, HEAD, PATCH, POST, PUT } from "./route";

const doors = { DELETE, GET, HEAD, PATCH, POST, PUT };

const afterwards = vi.hoisted(() => [] as Array<() => Promise<void>>);
vi.mock("next/server", () => ({ after: (work: () => Promise<void>) => void afterwards.push(work) }));

let world: Awaited<ReturnType<typeof proxiedProviders>>;
let nextDoor: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  world = await proxiedProviders();
  const options = { overrideGlobalObjects: false };
  const listener = getRequestListener(
    async (request) => await doors[ProxyMethod.parse(request.method)](request),
    options,
  );
  nextDoor = await serve((request, response) => void listener(request, response));
});
afterAll(async () => {
  await nextDoor.close();
  await world.close();
});
beforeEach(async () => {
  await flushTallies();
  await world.begin();
});

function owner(): Owner {
  if (world.stage.owner === null) throw new Error("The test has not begun.");
  return world.stage.owner;
}

async function counted() {
  await flushTallies();
  return await testDb().select().from(proxiedCalls).where(eq(proxiedCalls.connectionId, world.stage.id));
}

const answering = (status: number) =>
  world.answer((request, response) => request.resume().on("end", () => response.writeHead(status).end()));

const throughNext = async (path: string, init: RequestInit = {}) =>
  await fetch(nextDoor.origin + proxyTarget(path, world.stage.id), {
    ...init,
    headers: { authorization: `Bearer ${world.stage.key}` },
  });

test("calls are counted by connection, key and day, whichever door they came through", async () => {
  for (const method of ["GET", "HEAD", "POST", "DELETE"]) {
    expect((await world.through("x", { method })).status).toBe(200);
    expect((await throughNext("x/y%2Fz", { method })).status).toBe(200);
  }
  expect(await counted()).toMatchObject([{ calls: 8, refused: 0, failed: 0 }]);
  world.stage.key = await makeKey(owner(), ["connections:proxy"]);
  await throughNext("x");
  const rows = await counted();
  expect(rows.map(({ calls }) => calls).sort()).toEqual([1, 8]);
  expect(rows.every(({ day, lastAt }) => lastAt.toISOString().startsWith(day))).toBe(true);
});

test("what was refused and what failed is told apart, by the provider's answer or by ours", async () => {
  for (const status of [200, 204, 304, 404, 429, 500, 503]) {
    answering(status);
    expect((await world.through("x")).status).toBe(status);
    expect((await throughNext("x")).status).toBe(status);
  }
  world.answer((_, response) => response.destroy());
  expect((await world.through("x")).status).toBe(502);
  expect((await world.through("a//b")).status).toBe(400);
  await disable(owner().ctx(), world.stage.id);
  expect((await world.through("x")).status).toBe(409);
  expect(await counted()).toMatchObject([{ calls: 17, refused: 6, failed: 5 }]);
});

test("a call that is tried again is one call, and is what came of it in the end", async () => {
  world.answer((_, response) => response.writeHead(world.seen.length < 3 ? 503 : 200).end());
  expect((await world.through("x", { headers: { "mostik-retry": "3" } })).status).toBe(200);
  expect(world.seen.length).toBe(3);
  expect(await counted()).toMatchObject([{ calls: 1, refused: 0, failed: 0 }]);
});

test("a client that goes away before the answer has called, and nothing has failed", async () => {
  world.answer((request) => request.resume());
  const enough = new AbortController();
  const call = world.through("x", { signal: enough.signal });
  await expect.poll(() => world.seen.length).toBe(1);
  enough.abort();
  await expect(call).rejects.toThrow();
  await expect.poll(counted).toMatchObject([{ calls: 1, refused: 0, failed: 0 }]);
});

test("no key counts for another project's connection, whatever it sends", async () => {
  world.stage.key = await makeKey(await makeOwner(), ["connections:proxy"]);
  expect((await world.through("x")).status).toBe(404);
  const headers = { "mostik-retry": "2" };
  expect((await world.through("x", { method: "POST", headers, body: "x" })).status).toBe(422);
  expect(await counted()).toEqual([]);
});

test("nobody waits for the count, and it is written within a second or two by itself", async () => {
  const write = Promise.withResolvers<void>();
  const own = client.db();
  const held = vi.spyOn(own, "transaction").mockReturnValueOnce(write.promise as never);
  await world.through("x");
  await vi.waitFor(() => expect(held).toHaveBeenCalledTimes(1), { timeout: 5_000 });
  // The first writing hangs: calls are answered all the same, and counted after it.
  for (let i = 0; i < 5; i++) expect((await world.through("x")).status).toBe(200);
  write.resolve();
  await vi.waitFor(
    async () => {
      const rows = await testDb()
        .select()
        .from(proxiedCalls)
        .where(eq(proxiedCalls.connectionId, world.stage.id));
      expect(rows).toMatchObject([{ calls: 5 }]);
    },
    { timeout: 5_000 },
  );
});

test.each(["CONNECTION_CLOSED", "40P01"])(
  "what the database does not take for now (%s) is counted later, and nothing twice",
  async (code) => {
    await world.through("x");
    vi.spyOn(client.db(), "transaction").mockRejectedValueOnce(Object.assign(new Error("no"), { code }));
    await flushTallies();
    expect(await testDb().$count(proxiedCalls, eq(proxiedCalls.connectionId, world.stage.id))).toBe(0);
    await world.through("x");
    expect(await counted()).toMatchObject([{ calls: 2 }]);
    expect(await counted()).toMatchObject([{ calls: 2 }]);
  },
);

test("what the database refuses for good is told in the log, and holds up nothing after it", async () => {
  await world.through("x");
  const refusal = Object.assign(new Error("no"), { code: "23514" });
  vi.spyOn(client.db(), "transaction").mockRejectedValueOnce(refusal);
  const told = vi.spyOn(log(), "error");
  await flushTallies();
  expect(told).toHaveBeenCalledWith(
    expect.objectContaining({ tally: "proxied calls", rows: 1 }),
    expect.any(String),
  );
  await world.through("x");
  expect(await counted()).toMatchObject([{ calls: 1 }]);
});

test("a key or connection that is deleted meanwhile does not keep the others from being counted", async () => {
  await world.through("x");
  const doomed = world.stage.key;
  world.stage.key = await makeKey(owner(), ["connections:proxy"]);
  await world.through("x");
  await testDb()
    .delete(apiKeys)
    .where(eq(apiKeys.prefix, doomed.slice(0, 14)));
  expect(await counted()).toMatchObject([{ calls: 1 }]);
  await world.through("x");
  await testDb().delete(connections).where(eq(connections.id, world.stage.id));
  expect(await counted()).toEqual([]);
});

test("where the process may be frozen, the host is asked to wait for the count", async () => {
  Object.assign(env(), { VERCEL: true });
  try {
    expect((await throughNext("x")).status).toBe(200);
    expect(afterwards).toHaveLength(1);
    await afterwards[0]?.();
    expect(await testDb().$count(proxiedCalls, eq(proxiedCalls.connectionId, world.stage.id))).toBe(1);
  } finally {
    Object.assign(env(), { VERCEL: false });
  }
});
