import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { makeOwner, type Owner } from "@/lib/testing/connected";
import { makeKey, proxiedProviders, proxyTarget } from "@/lib/testing/proxied";
import { rawRequest, serve } from "@/lib/testing/served";

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

test("a redirect is refused, wherever it points", async () => {
  const elsewhere = vi.fn((_: IncomingMessage, response: ServerResponse) => response.end());
  const foreign = await serve(elsewhere);
  for (const status of [301, 302, 303, 307, 308]) {
    world.answer((_, response) => response.writeHead(status, { location: `${foreign.origin}/x` }).end());
    const reply = await world.through("x", { redirect: "manual" });
    expect([status, reply.status]).toEqual([status, 502]);
    expect(await reply.json()).toMatchObject({ code: "provider_error", reason: "provider_redirect" });
  }
  expect(elsewhere).not.toHaveBeenCalled();
  await foreign.close();
});

test("no path leads to another host or out of what was asked", async () => {
  const refused = [
    "..%2f../x/..",
    "../../../x",
    "a/%2e%2e/x",
    "/evil.example/x",
    "a//b",
    "a\\b",
    "%2e/x",
    "a/..",
  ];
  for (const path of refused) {
    const reply = await rawRequest(world.api.origin, proxyTarget(path, world.stage.id), {
      headers: { authorization: `Bearer ${world.stage.key}` },
    });
    expect([path, reply.status]).toEqual([path, 400]);
  }
  expect(world.seen).toEqual([]);
  for (const path of ["@evil.example/x", "http://evil.example", "evil.example:80/x"]) {
    const reply = await rawRequest(world.api.origin, proxyTarget(path, world.stage.id), {
      headers: { authorization: `Bearer ${world.stage.key}` },
    });
    expect([200, 400]).toContain(reply.status);
  }
  for (const { headers } of world.seen) expect(`http://${headers.host}`).toBe(world.upstream.origin);
});

test("neither the key nor a cookie goes out, and no cookie of the provider comes back", async () => {
  world.answer((_, response) => {
    const cookies = ["a=b; Path=/", "c=d"];
    response.writeHead(200, {
      "set-cookie": cookies,
      "x-provider": "1",
      connection: "x-gone",
      "x-gone": "1",
    });
    response.end();
  });
  const reply = await rawRequest(world.api.origin, proxyTarget("x", world.stage.id), {
    headers: {
      authorization: `Bearer ${world.stage.key}`,
      cookie: "session=1",
      connection: "close, x-hop",
      "x-hop": "1",
      "x-forwarded-for": "1.2.3.4",
      "x-kept": "1",
    },
  });
  const sent = world.seen[0]?.headers ?? {};
  expect(JSON.stringify(sent)).not.toContain(world.stage.key);
  expect(sent).toMatchObject({ "x-kept": "1", authorization: expect.stringMatching(/^Bearer /) });
  for (const name of ["cookie", "x-hop", "x-forwarded-for", "te"]) expect(sent).not.toHaveProperty(name);
  expect(reply.headers).toMatchObject({ "x-provider": "1", "cache-control": "no-store" });
  for (const name of ["set-cookie", "x-gone"]) expect(reply.headers).not.toHaveProperty(name);
});

test("what is another project's is answered like what does not exist, byte for byte", async () => {
  const theirs = await makeKey(await makeOwner(), ["connections:proxy"]);
  const ask = async (connection: string) => {
    const headers = { authorization: `Bearer ${theirs}` };
    const {
      status,
      headers: given,
      text,
    } = await rawRequest(world.api.origin, proxyTarget("x", connection), { headers });
    const names = Object.keys(given).sort();
    return { status, names, text: text.replace(String(given["x-request-id"]), "") };
  };
  const foreign = await ask(world.stage.id);
  expect(foreign.status).toBe(404);
  expect(foreign).toEqual(await ask("01980000-0000-7000-8000-000000000000"));
  expect(world.seen).toEqual([]);
});

test("a key without the scope, or none, gets nowhere", async () => {
  world.stage.key = await makeKey(owner(), ["connections:token", "connections:read"]);
  const reply = await world.through("x");
  expect([reply.status, await reply.json()]).toMatchObject([403, { scope: "connections:proxy" }]);
  world.stage.key = "mk_live_wrong";
  expect((await world.through("x")).status).toBe(401);
  expect(world.seen).toEqual([]);
});
