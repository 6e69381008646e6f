import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve } from "@/lib/testing/served";
import { type Handler, wholeHandler } from "./handler";
import { nodeDoor } from "./node-door";

const whole = wholeHandler(async (request, params) => ({
  status: 201,
  headers: { "content-type": "application/json", "retry-after": "5" },
  body: JSON.stringify({ ...params, method: request.method, said: await request.text() }),
}));

const streamed: Handler = async () =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const part of ["one ", "two"]) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    }),
  );

let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve((request, response) => {
    const handler = request.url === "/streamed" ? streamed : whole;
    void nodeDoor({ handler, params: { name: "имя" } }, request, response);
  });
});

afterAll(async () => await server.close());

test("a whole body is answered as the Response would be, with its length in bytes", async () => {
  const answer = await fetch(`${server.origin}/text`, { method: "POST", body: "сказано" });
  const body = await answer.text();
  expect(JSON.parse(body)).toEqual({ name: "имя", method: "POST", said: "сказано" });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(body)));
  const twin = await whole(new Request("http://a.example", { method: "POST", body: "сказано" }), {
    name: "имя",
  });
  expect([twin.status, await twin.text()]).toEqual([201, body]);
  for (const name of ["content-type", "retry-after"])
    expect(answer.headers.get(name)).toBe(twin.headers.get(name));
});

test("what is not whole is streamed", async () => {
  expect(await (await fetch(`${server.origin}/streamed`)).text()).toBe("one two");
});

test("a client that leaves before its answer, or sends a body that nobody reads, does not end the server", async () => {
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1", () => {
    socket.write("POST /text HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000\r\n\r\nhalf");
    socket.destroy();
  });
  await new Promise((resolve) => socket.on("close", resolve));
  const answer = await fetch(`${server.origin}/streamed`, { method: "POST", body: "x".repeat(100_000) });
  expect(await answer.text()).toBe("one two");
  expect((await fetch(`${server.origin}/text`)).status).toBe(201);
});
