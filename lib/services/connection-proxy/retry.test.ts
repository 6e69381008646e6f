import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemNow } from "@/lib/clock";
import { refreshNow } from "@/lib/services/connection/refresh-now";
import { type Owner, readConnection } from "@/lib/testing/connected";
import { type Answer, proxiedProviders } from "@/lib/testing/proxied";

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

/** Answers 401 to what Dodo IS does not accept any more. */
const strict: Answer = (request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    const isGood = await world.accepted(request.headers.authorization);
    response.writeHead(isGood ? 200 : 401).end(isGood ? Buffer.concat(chunks) : "");
  });
};

test("a token that the provider refuses is renewed once, and the request sent again", async () => {
  world.answer(strict);
  const first = await world.through("x", { method: "POST", body: "the body" });
  expect([first.status, await first.text()]).toEqual([200, "the body"]);
  world.answer((request, response) => {
    if (world.seen.length === 2) request.resume().on("end", () => response.writeHead(401).end());
    else strict(request, response);
  });
  const again = await world.through("x", { method: "POST", body: "the body" });
  expect([again.status, await again.text()]).toEqual([200, "the body"]);
  expect(again.headers.get("x-mostik-gen")).toBe("2");
  expect((await world.dodois.control.stats()).refreshes).toBe(1);
});

test("a token that somebody else has renewed meanwhile is taken from the store, not renewed again", async () => {
  world.answer(async (request, response) => {
    if (world.seen.length === 1) await refreshNow({ ...owner().ctx(), clock: systemNow }, world.stage.id);
    strict(request, response);
  });
  const reply = await world.through("x");
  expect([reply.status, reply.headers.get("x-mostik-gen")]).toEqual([200, "2"]);
  expect((await world.dodois.control.stats()).refreshes).toBe(1);
});

test("requests whose token is refused at the same time cost one refresh together", async () => {
  let refused: string | undefined;
  world.answer((request, response) => {
    refused ??= request.headers.authorization;
    if (request.headers.authorization !== refused) strict(request, response);
    else request.resume().on("end", () => response.writeHead(401).end());
  });
  const replies = await Promise.all(Array.from({ length: 6 }, async () => await world.through("x")));
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(replies.map(({ headers }) => headers.get("x-mostik-gen"))).toEqual(replies.map(() => "2"));
  expect(await world.dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
});

test("a provider that refuses every token costs one refresh, and its 401 is passed on", async () => {
  world.answer((request, response) => request.resume().on("end", () => response.writeHead(401).end("no")));
  for (let i = 0; i < 3; i++) {
    const reply = await world.through("x");
    expect([reply.status, await reply.text()]).toEqual([401, "no"]);
  }
  expect((await world.dodois.control.stats()).refreshes).toBe(1);
  expect((await readConnection(world.stage.id)).gen).toBe(2);
});

test("429 is passed on with the seconds to wait, and the provider left alone for as long", async () => {
  world.answer((_, response) => {
    response.writeHead(429, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: "Rate limit is exceeded. Try again in 7 seconds." }));
  });
  const reply = await world.through("x");
  expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "7"]);
  expect(await reply.json()).toMatchObject({ message: expect.stringContaining("7 seconds") });
  const second = await world.through("x");
  expect(second.status).toBe(429);
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(3);
  expect(await second.json()).toMatchObject({ code: "rate_limited", reason: "provider_limit" });
  expect(world.seen).toHaveLength(1);
});

test("our own count of the provider's limit is kept over requests", async () => {
  const replies = await Promise.all(Array.from({ length: 70 }, async () => await world.through("x")));
  const statuses = replies.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
});

test("what may be repeated is, when asked for: gateway errors and lost answers", async () => {
  world.answer((request, response) => {
    if (world.seen.length === 1) response.writeHead(503).end();
    else if (world.seen.length === 2) request.socket.destroy();
    else response.end("at last");
  });
  const reply = await world.through("x", { headers: { "mostik-retry": "3" } });
  expect([reply.status, await reply.text(), world.seen.length]).toEqual([200, "at last", 3]);
  world.answer((_, response) => response.writeHead(503).end());
  expect((await world.through("x")).status).toBe(503);
  expect(world.seen).toHaveLength(4);
  for (const [method, retry] of [
    ["POST", "2"],
    ["GET", "4"],
    ["GET", "x"],
  ] as const) {
    const refused = await world.through("x", { method, headers: { "mostik-retry": retry } });
    expect([retry, refused.status]).toEqual([retry, 422]);
  }
});

test("an answer that does not come is a 502 that says so", async () => {
  world.answer((request) => request.socket.destroy());
  const lost = await world.through("x", { method: "POST", body: "x" });
  expect([lost.status, await lost.json()]).toMatchObject([502, { reason: "provider_no_answer" }]);
});
