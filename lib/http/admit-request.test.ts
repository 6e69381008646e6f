import { connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "@/lib/testing/served";
import { admitRequest } from "./admit-request";
import { clientAddressHeader } from "./client-address";

interface Seen {
  url: string;
  host: string;
  client: string;
  /** As a copy of all headers has it, which is made of the raw ones. */
  copied: string;
}

let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve((request, response) => {
    if (!admitRequest(request, { trustedHops: 0, ownHost: "mostik.example" })) {
      response.writeHead(400, { connection: "close" }).end();
      return;
    }
    const { host = "" } = request.headers;
    const tell = (web: Request) => {
      const copied = new Headers([...web.headers]).get(clientAddressHeader);
      return Response.json({ url: web.url, host, client: web.headers.get(clientAddressHeader), copied });
    };
    void getRequestListener(tell, { overrideGlobalObjects: false })(request, response);
  });
});

afterAll(async () => await server.close());

/** What the server saw, or the status with which it refused. */
async function send(...lines: string[]): Promise<Seen | number> {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(server.origin).port), "127.0.0.1", () =>
      socket.write([...lines, "Connection: close", "", ""].join("\r\n")),
    );
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
  const status = Number(answer.split(" ")[1]);
  return status === 200 ? (JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? "") as Seen) : status;
}

test("a client cannot name its own address, in whichever form the headers are read", async () => {
  const claims = ["X-Mostik-Client-Address: 6.6.6.6", "x-mostik-client-address: 7.7.7.7"];
  const seen = await send("GET /a HTTP/1.1", "Host: a.example", ...claims, "X-Forwarded-For: 8.8.8.8");
  expect(seen).toMatchObject({ client: "127.0.0.1", copied: "127.0.0.1" });
});

test("a target in the absolute form is answered like its path, for the host that it names", async () => {
  const seen = async (target: string) => await send(`GET ${target} HTTP/1.1`, "Host: other.example");
  expect(await seen("http://mostik.example:8080/a%20b?c=/d")).toMatchObject({
    url: "http://mostik.example:8080/a%20b?c=/d",
    host: "mostik.example:8080",
  });
  expect(await seen("HTTPS://Mostik.example")).toMatchObject({ url: "http://mostik.example/" });
  expect(await seen("http://mostik.example?c")).toMatchObject({ url: "http://mostik.example/?c" });
});

test("an HTTP/1.0 client need not name a host, and is believed if it does", async () => {
  expect(await send("GET /a HTTP/1.0")).toMatchObject({ url: "http://mostik.example/a" });
  expect(await send("GET /a HTTP/1.0", "Host: a.example")).toMatchObject({ url: "http://a.example/a" });
});

test("hosts of any lawful form are taken", async () => {
  for (const host of [
    "localhost",
    "a.example:3000",
    "[2001:db8::1]:3000",
    "mostik_web",
    "xn--e1aybc.example",
  ])
    expect(await send("GET / HTTP/1.1", `Host: ${host}`)).toMatchObject({ host });
});

test("what cannot be understood is refused, and nothing behind sees it", async () => {
  const refused: [string, ...string[]][] = [
    ["GET / HTTP/1.1"],
    ["GET / HTTP/1.1", "Host: a.example", "Host: a.example"],
    ["GET / HTTP/1.1", "Host:"],
    ["GET / HTTP/1.1", "Host: a b"],
    ["GET / HTTP/1.1", "Host: a/b"],
    ["GET / HTTP/1.1", "Host: somebody@a.example"],
    ["GET http://somebody@a.example/ HTTP/1.1", "Host: a.example"],
    ["GET http:///a HTTP/1.1", "Host: a.example"],
    ["GET ftp://a.example/ HTTP/1.1", "Host: a.example"],
    ["GET * HTTP/1.1", "Host: a.example"],
    ["GET /%ff HTTP/1.1", "Host: a.example"],
    ["GET http://a.example/%00 HTTP/1.1", "Host: a.example"],
    ["TRACE / HTTP/1.1", "Host: a.example"],
  ];
  for (const lines of refused) expect([lines, await send(...lines)]).toEqual([lines, 400]);
});
