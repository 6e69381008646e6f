import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Owner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { proxiedProviders, proxyTarget } from "@/lib/testing/proxied";
import { rawRequest } from "@/lib/testing/served";
import { connectDemo } from "@/sandbox/seed/connect-demo";

let world: Awaited<ReturnType<typeof proxiedProviders>>;

beforeAll(async () => {
  world = await proxiedProviders();
});
afterAll(async () => await world.close());
beforeEach(async () => await world.begin());

function owner(): Owner {
  if (world.stage.owner === null) throw new Error("The test has not begun.");
  return world.stage.owner;
}

test("each method goes to the provider with a fresh token, and the answer comes back", async () => {
  for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
    const body = ["POST", "PUT", "PATCH"].includes(method) ? '{"a":1}' : null;
    const reply = await world.through("dodopizza/ru/x%2Fy?from=2030-01-01T00%3A00&units=a,b", {
      method,
      body,
    });
    expect([method, reply.status]).toEqual([method, 200]);
    expect(await reply.text()).toBe(method === "HEAD" ? "" : "fine");
    expect(reply.headers.get("x-mostik-gen")).toBe("1");
    expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    const last = world.seen.at(-1);
    expect(last?.method).toBe(method);
    expect(last?.url).toBe("/dodopizza/ru/x%2Fy?from=2030-01-01T00%3A00&units=a,b");
    expect(await world.accepted(last?.headers.authorization)).toBe(true);
  }
});

test("amoCRM's own API answers through the account's host", async () => {
  const connection = await connectDemo(owner().ctx(), "amocrm", {
    origin: world.amocrm.origin,
    account: "pizzanorth",
  });
  const reply = await rawRequest(world.api.origin, proxyTarget("api/v4/account?with=version", connection), {
    headers: { authorization: `Bearer ${world.stage.key}`, host: "evil.example" },
  });
  expect(reply.status).toBe(200);
  expect(JSON.parse(reply.text)).toMatchObject({ subdomain: "pizzanorth", version: 11 });
  expect((await world.amocrm.control.calls()).at(-1)).toMatchObject({
    host: "pizzanorth.amocrm.ru",
    query: "?with=version",
  });
});

test("bodies of megabytes stream both ways, never whole in between", async () => {
  const size = 9 * 1024 * 1024;
  const chunk = Buffer.alloc(64 * 1024, 7);
  const { promise: beginningIsThere, resolve: goOn } = Promise.withResolvers<void>();
  const answered = createHash("sha256");
  world.answer((request, response) => {
    const hash = createHash("sha256");
    request.on("data", (data: Buffer) => {
      goOn();
      hash.update(data);
    });
    request.on("end", async () => {
      response.writeHead(200, { "x-hash": hash.digest("hex") });
      for (let sent = 0; sent < 24 * 1024 * 1024; sent += chunk.length) {
        chunk.writeUInt32BE(sent);
        answered.update(chunk);
        if (!response.write(Buffer.from(chunk)))
          await new Promise((resolve) => response.once("drain", resolve));
      }
      response.end();
    });
  });
  const hash = createHash("sha256");
  const body = new ReadableStream<Uint8Array>({
    type: "bytes",
    async start(controller) {
      for (let sent = 0; sent < size; sent += chunk.length) {
        // The body pauses in its middle until the provider has its beginning.
        if (sent === size / 2) await beginningIsThere;
        hash.update(chunk);
        controller.enqueue(Buffer.from(chunk));
      }
      controller.close();
    },
  });
  const reply = await world.through("upload", { method: "POST", body, duplex: "half" });
  expect(reply.headers.get("x-hash")).toBe(hash.digest("hex"));
  const got = createHash("sha256");
  for await (const part of reply.body ?? []) got.update(part);
  expect(got.digest("hex")).toBe(answered.digest("hex"));
});

test("a small answer whose length nobody told comes whole, with its length", async () => {
  const small = await world.through("small");
  expect(small.headers.get("content-length")).toBe("4");
  expect(await small.text()).toBe("fine");
});

test("an answer that is never whole arrives piece by piece", async () => {
  const { promise: firstIsThere, resolve: goOn } = Promise.withResolvers<void>();
  world.answer(async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("first");
    await firstIsThere;
    response.end("second");
  });
  const reader = (await world.through("events")).body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("first");
  goOn();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("second");
});

test("more answers are waited for at once than the database's pool has connections, and none is held", async () => {
  const many = Number(process.env.DATABASE_POOL_MAX) + 2;
  const { promise: allAreThere, resolve: goOn } = Promise.withResolvers<void>();
  world.answer(async (_, response) => {
    await allAreThere;
    response.end("at last");
  });
  const replies = Array.from({ length: many }, async () => await (await world.through("slow")).text());
  await expect.poll(() => world.seen.length, { timeout: 10_000 }).toBe(many);
  const held = async () => {
    const [row] = await testDb().execute<{ count: number }>(
      sql`select count(*)::int as count from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
          and backend_type = 'client backend' and state <> 'idle'`,
    );
    return row?.count;
  };
  // What was counted of the calls may be being written at this moment.
  await expect.poll(held).toBe(0);
  goOn();
  expect(await Promise.all(replies)).toEqual(Array(many).fill("at last"));
});

test("bodies over the bounds are refused: ours to send, theirs to return", async () => {
  const large = new Uint8Array(11 * 1024 * 1024);
  expect((await world.through("x", { method: "POST", body: large })).status).toBe(413);
  const stream = new Blob([large]).stream();
  expect((await world.through("x", { method: "POST", body: stream, duplex: "half" })).status).toBe(413);
  world.answer((_, response) =>
    response.writeHead(200, { "content-length": 33 * 1024 * 1024 }).flushHeaders(),
  );
  const reply = await world.through("x");
  expect(reply.status).toBe(502);
  expect(await reply.json()).toMatchObject({ reason: "provider_answer_too_large" });
  world.answer((_, response) => {
    response.writeHead(200);
    for (let i = 0; i < 40; i++) response.write(Buffer.alloc(1024 * 1024));
    response.end();
  });
  await expect(world.through("x").then(async (cut) => await cut.arrayBuffer())).rejects.toThrow();
});

test("a client that goes away ends the call at the provider", async () => {
  let isGone = false;
  world.answer((request, response) => {
    response.once("close", () => {
      isGone = true;
    });
    if (request.url === "/streaming") response.writeHead(200).write("beginning");
  });
  for (const path of ["waiting", "streaming"]) {
    isGone = false;
    const url = new URL(world.api.origin + proxyTarget(path, world.stage.id));
    const outgoing = httpRequest(url, { headers: { authorization: `Bearer ${world.stage.key}` } }).on(
      "error",
      () => {},
    );
    outgoing.end();
    await expect.poll(() => world.seen.at(-1)?.url).toBe(`/${path}`);
    await sleep(100);
    expect(isGone).toBe(false);
    outgoing.destroy();
    await expect.poll(() => [path, isGone]).toEqual([path, true]);
  }
});

test("an answer that breaks off does not look whole", async () => {
  const { promise: beginningIsThere, resolve: goOn } = Promise.withResolvers<void>();
  world.answer(async (_, response) => {
    response.writeHead(200).write("the beginning");
    await beginningIsThere;
    response.destroy();
  });
  const reply = await world.through("x");
  expect(reply.status).toBe(200);
  const reader = reply.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("the beginning");
  goOn();
  await expect(reader?.read()).rejects.toThrow();
});

test("an answer without any body that breaks off does not look whole either", async () => {
  world.answer((_, response) => {
    response.writeHead(200).flushHeaders();
    setTimeout(() => response.destroy(), 50);
  });
  // Which of the two it is depends on whether our own headers were gone by then.
  const looksWhole = await world.through("x").then(
    async (reply) => (await reply.text().catch(() => null)) !== null && reply.ok,
    () => false,
  );
  expect(looksWhole).toBe(false);
});
