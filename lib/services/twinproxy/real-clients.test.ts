import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { twinproxyDoor } from "@/lib/http/twinproxy-door";
import { kv } from "@/lib/kv/client";
import { log } from "@/lib/log";
import { amocrmWithClock } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { serve } from "@/lib/testing/served";
import { account, golden, integration, seen, twinproxyForTest } from "@/lib/testing/twinproxy";

const target = "/TwinProxy/amoCRM/getToken";
const json = JSON.stringify(account);
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let proxy: Awaited<ReturnType<typeof twinproxyForTest>>;

beforeAll(async () => {
  amocrm = await amocrmWithClock([integration]);
  proxy = await twinproxyForTest(amocrm);
  await testDb().delete(twinproxyLogins);
  await proxy.register();
});
afterAll(async () => {
  await proxy.close();
  await amocrm.close();
});
beforeEach(async () => {
  await kv().flushdb();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const chunked = (text: string) =>
  [...(text.match(/.{1,9}/gs) ?? []), ""]
    .map((part) => `${part.length.toString(16)}\r\n${part}\r\n`)
    .join("");

test("a body is taken whole in chunks as with its length", async () => {
  const headers = { "Content-Length": null, "Transfer-Encoding": "chunked" };
  expect(seen(await proxy.call("GET", "getToken", chunked(json), headers))).toEqual(golden("getToken-200"));
  const { status, text } = await proxy.call("GET", "getToken", chunked("x".repeat(70_000)), headers);
  expect([status, text]).toEqual([413, '{"detail":"Request Entity Too Large"}']);
});

test("node:http sends a GET with a body, and keeps its connection for the next", async () => {
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(json) };
  const get = async () =>
    await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = request(proxy.origin + target, { method: "GET", headers }, async (answer) => {
        const text = Buffer.concat(await answer.toArray()).toString();
        resolve({ status: answer.statusCode ?? 0, text });
      });
      sent.on("error", reject);
      sent.end(json);
    });
  for (let turn = 0; turn < 2; turn++) {
    expect(seen({ ...(await get()), headers: {} })).toEqual(golden("getToken-200"));
  }
});

test("fetch, which sends no body with GET, asks by POST", async () => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(proxy.origin + target, { method: "POST", headers, body: json });
  const { status } = answer;
  expect(seen({ status, text: await answer.text(), headers: {} })).toEqual(golden("getToken-200"));
});

test("a client that waits to be told to go on is told so", async () => {
  const { port, hostname } = new URL(proxy.origin);
  const head = ["Connection: close", "Expect: 100-continue", `Content-Length: ${json.length}`];
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const parts: string[] = [];
    socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n${head.join("\r\n")}\r\n\r\n`);
    socket.on("data", (part: Buffer) => {
      parts.push(part.toString());
      if (parts.length === 1) socket.write(json);
    });
    socket.on("end", () => resolve(parts.join("")));
    socket.on("error", reject);
  });
  expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
});

test("a body is JSON where it is said to be, or nothing is said; else it is no object, as it was", async () => {
  const bodies: Array<[string | Buffer, string | null]> = [
    [json, null],
    [json, "application/json; charset=utf-8"],
    [json, "application/vnd.api+json"],
    [`\ufeff${json}`, "application/json"],
    [Buffer.from(json, "utf16le"), "application/json"],
    [`{"login":"first","more":[NaN],${json.slice(1)}`, "application/json"],
  ];
  for (const [body, type] of bodies) {
    const answer = await proxy.call("GET", "getToken", body, { "Content-Type": type });
    expect([type, seen(answer)]).toEqual([type, golden("getToken-200")]);
  }
  for (const type of ["application/x-www-form-urlencoded", "text/plain"]) {
    const answer = await proxy.call("GET", "getToken", json, { "Content-Type": type });
    expect([type, seen(answer)]).toEqual([type, golden("validation-422-no-object")]);
  }
});

test("a body in another alphabet's bytes is a bad request", async () => {
  const { status, text } = await proxy.call("GET", "getToken", Buffer.from('{"login":"\xef\xee"}', "latin1"));
  expect([status, text]).toEqual([400, '{"detail":"There was an error parsing the body"}']);
});

test("HEAD and OPTIONS are other methods; a query is no part of the path", async () => {
  const head = await proxy.call("HEAD", "info");
  expect([head.status, head.text, head.headers.allow]).toEqual([405, "", "GET"]);
  const options = await proxy.call("OPTIONS", "getToken");
  expect([options.status, options.headers.allow]).toEqual([405, "GET, POST"]);
  expect(seen(await proxy.call("GET", "getToken?login=other&x", json))).toEqual(golden("getToken-200"));
});

test("a client that goes away while it sends is no fault of ours", async () => {
  const told = vi.spyOn(log(), "error");
  const ended = Promise.withResolvers<void>();
  const server = await serve((incoming, response) => {
    ended.resolve(twinproxyDoor(incoming, response));
    socket.destroy();
  });
  const { port, hostname } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`);
  await ended.promise;
  await server.close();
  expect(told).not.toHaveBeenCalled();
});
