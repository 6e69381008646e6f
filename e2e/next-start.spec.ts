import { expect, test } from "@playwright/test";
import { freePortRange } from "./support/free-ports";
import { type Running, run, stop, waitFor } from "./support/process";

// `next start` without our own server, and without a database: that one may be away is no reason not to start.
const settings = {
  NODE_ENV: "production",
  MOSTIK_OWN_DOOR: "",
  VERCEL: "",
  APP_URL: "http://localhost:3000",
  DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
  UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
  UPSTASH_REDIS_REST_TOKEN: "token",
  AUTH_SECRET: "a secret of thirty-two characters",
  CRON_SECRET: "a secret of the cron",
  ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString("base64")}`,
  RESEND_API_KEY: "key",
} as const;
const silent = "nothing tells this server its clients' addresses";

let server: Running;

test.afterEach(async () => await stop(server));

async function start(overrides: Record<string, string> = {}): Promise<string> {
  const PORT = String(await freePortRange(1));
  server = run(
    "node_modules/next/dist/bin/next",
    { ...process.env, ...settings, PORT, ...overrides },
    "start",
  );
  return `http://127.0.0.1:${PORT}/sign-in`;
}

test("next start says that it does not know its clients, and that is all", async () => {
  await waitFor(await start(), server);
  await expect.poll(() => server.said.join("")).toContain(silent);
});

test("behind the proxies that are said to be there, next start knows its clients", async () => {
  await waitFor(await start({ TRUSTED_PROXY_HOPS: "1" }), server);
  await expect.poll(() => server.said.join("")).toContain("the keys were not checked");
  expect(server.said.join("")).not.toContain(silent);
});

test("next start serves no page with an environment that is not usable, and names what is wrong", async () => {
  const url = await start({ AUTH_SECRET: "short", ENCRYPTION_KEYS: "" });
  await expect
    .poll(() => server.said.join(""), { timeout: 60_000 })
    .toMatch(/AUTH_SECRET[\s\S]*ENCRYPTION_KEYS/);
  expect((await fetch(url).catch(() => null))?.ok ?? false).toBe(false);
});

test("under next start, too, a page that fails leaves a line in the log, without what was secret in the request", async () => {
  const url = await start();
  await waitFor(url, server);
  const [token, query] = ["a-session-nobody-should-read", "a-code-nobody-should-read"];
  const answer = await fetch(new URL(`/dashboard?code=${query}`, url), {
    headers: { cookie: `mostik.session=${token}` },
    redirect: "manual",
  });
  const page = await answer.text();
  const failures = () =>
    server.said
      .join("")
      .split("\n")
      .filter((line) => line.includes("a page failed"))
      .map((line) => JSON.parse(line));
  await expect.poll(failures).not.toEqual([]);
  expect(failures()[0]).toMatchObject({
    level: "error",
    path: "/dashboard",
    route: "/dashboard",
    err: { cause: { errorCode: "ECONNREFUSED" } },
  });
  for (const secret of [token, query]) expect(server.said.join("")).not.toContain(secret);
  expect(page).not.toMatch(/ECONNREFUSED|127\.0\.0\.1:1\b/);
});
