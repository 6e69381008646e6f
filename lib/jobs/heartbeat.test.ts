import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendHeartbeat } from "./heartbeat";
import { sweepAndBeat } from "./sweep-and-beat";

let beats = 0;
const server = createServer((_request, response) => {
  beats += 1;
  response.end("ok");
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  process.env.HEARTBEAT_URL = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/beat`;
});
afterAll(() => void server.close());

test("a sweep that ran beats once", async () => {
  await sweepAndBeat({ clock: () => new Date(), budgetMs: 30_000 });
  expect(beats).toBe(1);
});

test("a sweep that breaks is silent", async () => {
  const broken = () => {
    throw new Error("no clock");
  };
  await expect(sweepAndBeat({ clock: broken, budgetMs: 30_000 })).rejects.toThrow("no clock");
  expect(beats).toBe(1);
});

test("a watchdog that is away changes nothing", async () => {
  await new Promise((resolve) => server.close(resolve));
  await expect(sendHeartbeat()).resolves.toBeUndefined();
});
