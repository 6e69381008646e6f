import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { eq } from "drizzle-orm";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { proxiedCalls } from "@/db/schema/proxied-call";
import { createApiKey } from "@/lib/services/api-key/create";
import { makeOwner } from "@/lib/testing/connected";
import { TEST_NOW } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";

const callsOfEach = 400;
const days = ["2030-03-04", "2030-03-05"];
// Inside the project, so that the bundle finds its packages.
const base = resolve(".data/test");
let folder: string;

/** Counts what it is told to, flushes now and then, and ends in order when it is told to. */
const counter = `
  import { closeDb } from "@/db/client";
  import { countProxiedCall } from "@/lib/services/connection-proxy/count-call";
  import { flushTallies } from "@/lib/services/connection/tally";
  process.on("message", async ({ list, calls, days, stop }) => {
    if (stop) {
      await flushTallies();
      await closeDb();
      process.exit(0);
    }
    for (let i = 0; i < calls; i++) {
      const { connectionId, keyId } = list[i % list.length];
      const now = new Date(days[i % days.length] + "T12:00:00Z");
      countProxiedCall({ actor: { keyId }, now }, connectionId, [200, 404, 502, null][i % 4]);
      if (i % 20 === 19) await flushTallies();
    }
    process.send({ type: "counted" });
  });
  process.send({ type: "ready" });
`;

beforeAll(async () => {
  mkdirSync(base, { recursive: true });
  folder = mkdtempSync(join(base, "counting-"));
  await build({
    stdin: { contents: counter, resolveDir: resolve("."), loader: "ts" },
    outfile: join(folder, "counter.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "server-only": resolve("lib/testing/empty.ts") },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(): Promise<ChildProcess> {
  const child = fork(join(folder, "counter.mjs"), { env: { ...process.env, LOG_LEVEL: "silent" } });
  await once(child, "message");
  return child;
}

test("processes that count the same at once, and end in order, lose and double nothing", async () => {
  const owner = await makeOwner();
  const { id: keyId } = await createApiKey(owner.ctx(), {
    name: "test",
    scopes: ["connections:proxy"],
    expiresInDays: null,
  });
  const row = (account: string) => ({
    projectId: owner.projectId,
    provider: "dodois" as const,
    upstreamOrigin: "https://example.test",
    upstreamAccountId: account,
    name: account,
    status: "active" as const,
    scopes: [],
    createdAt: TEST_NOW,
    updatedAt: TEST_NOW,
  });
  const added = await testDb()
    .insert(connections)
    .values(["north", "south", "west"].map(row))
    .returning({ id: connections.id });
  const list = added.map(({ id: connectionId }) => ({ connectionId, keyId }));
  const children = await Promise.all([start(), start(), start()]);
  await Promise.all(
    children.map(async (child, index) => {
      const done = once(child, "message");
      // Each in an order of its own, so that they meet at the same rows from different sides.
      child.send({ list: list.slice(index).concat(list.slice(0, index)), calls: callsOfEach + 1, days });
      await done;
      const ended = once(child, "exit");
      child.send({ stop: true });
      expect(await ended).toEqual([0, null]);
    }),
  );
  const rows = await testDb().select().from(proxiedCalls).where(eq(proxiedCalls.apiKeyId, keyId));
  expect(rows).toHaveLength(list.length * days.length);
  const total = (name: "calls" | "refused" | "failed") => rows.reduce((sum, counts) => sum + counts[name], 0);
  expect(total("calls")).toBe(children.length * (callsOfEach + 1));
  expect([total("refused"), total("failed")]).toEqual([300, 300]);
});
