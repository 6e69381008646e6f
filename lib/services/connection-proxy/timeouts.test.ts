import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { proxiedProviders } from "@/lib/testing/proxied";

vi.mock("@/lib/providers/stream-limits", () => ({
  streamLimits: { connectMs: 1_000, headersMs: 600, bodyIdleMs: 600 },
}));

let world: Awaited<ReturnType<typeof proxiedProviders>>;

beforeAll(async () => {
  world = await proxiedProviders();
});
afterAll(async () => await world.close());
beforeEach(async () => await world.begin());

test("a provider that does not answer is given up, and the client told that the outcome is unknown", async () => {
  world.answer((request) => request.resume());
  const reply = await world.through("x", { method: "POST", body: "x" });
  expect([reply.status, await reply.json()]).toMatchObject([502, { reason: "provider_no_answer" }]);
});

test("an answer that stops coming breaks off", async () => {
  world.answer((_, response) => response.writeHead(200).write("the beginning"));
  const reply = await world.through("x");
  await expect(reply.text()).rejects.toThrow();
});

test("a client whose body stops coming is told so", async () => {
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      controller.enqueue(new Uint8Array(10));
      await sleep(3_000);
    },
  });
  const reply = await world.through("x", { method: "POST", body, duplex: "half" });
  expect([reply.status, await reply.json()]).toMatchObject([400, { reason: "body_stopped" }]);
});
