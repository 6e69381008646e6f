import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { storeRequester } from "./requester";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: RequestListener, onSocket: (socket: Socket) => void = () => {}) {
  const server = createServer(answer).on("connection", onSocket);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close().closeAllConnections());
  return storeRequester(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "token");
}

test("a command that the store refuses tells the store's own words", async () => {
  const store = storeRequester(env().UPSTASH_REDIS_REST_URL, env().UPSTASH_REDIS_REST_TOKEN);
  await expect(store.request({ body: ["EVALSHA", "0".repeat(40), "0"] })).rejects.toThrow(/NOSCRIPT/);
  await expect(store.request({ body: ["NO-SUCH"] })).rejects.toThrow(/^ERR/);
});

test("what is no store, or has another key, is an error with its status", async () => {
  const page = await serve((_, response) => response.writeHead(502).end("<html>"));
  await expect(page.request({ body: ["PING"] })).rejects.toThrow("HTTP 502");
  const stranger = storeRequester(env().UPSTASH_REDIS_REST_URL, "another");
  await expect(stranger.request({ body: ["PING"] })).rejects.toThrow("Unauthorized");
});

test("a connection that breaks is tried again once", async () => {
  let connections = 0;
  const store = await serve(
    (_, response) => response.end('{"result":"PONG"}'),
    (socket) => {
      connections += 1;
      if (connections === 1) socket.destroy();
    },
  );
  expect(await store.request({ body: ["PING"] })).toEqual({ result: "PONG" });
  expect(connections).toBe(2);
});

/** Each stops at another place; the last goes on for ever. */
const hanging: Record<string, RequestListener> = {
  "before its answer": () => {},
  "after its head": (_, response) => response.writeHead(200).flushHeaders(),
  "at the second try": (_, response) => void setTimeout(() => response.destroy(), 700),
  "nowhere, a byte at a time": (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(" "), 100);
    response.on("close", () => clearInterval(timer));
  },
};

test.each(Object.keys(hanging))("a store that stops %s costs a second in all", async (where) => {
  const store = await serve(hanging[where] ?? (() => {}));
  const began = performance.now();
  await expect(store.request({ body: ["PING"] })).rejects.toThrow();
  // Two tries of a second each would be more.
  expect(performance.now() - began).toBeLessThan(1_900);
});

test("a crowd shares a few connections", async () => {
  let connections = 0;
  const store = await serve(
    (_, response) => void setTimeout(() => response.end('{"result":1}'), 10),
    () => {
      connections += 1;
    },
  );
  await Promise.all(Array.from({ length: 300 }, async () => await store.request({ body: ["PING"] })));
  expect(connections).toBeLessThanOrEqual(32);
});

test("what was read of one region is asked for at least by the next", async () => {
  const seen: unknown[] = [];
  const store = await serve((request, response) => {
    seen.push(request.headers["upstash-sync-token"]);
    response.setHeader("upstash-sync-token", `s${seen.length}`).end('{"result":1}');
  });
  await store.request({ body: ["GET", "a"] });
  await store.request({ path: ["pipeline"], body: [["GET", "a"]] });
  expect(seen).toEqual(["", "s1"]);
});
