import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "@/sandbox/free-port";
import { ControlClient } from "@/sandbox/testing/control-client";

const root = fileURLToPath(new URL("..", import.meta.url));
const clientId = "00000000-0000-4000-8000-000000000001";
let folder: string;
let env: NodeJS.Dict<string>;
let amocrm: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  // Within the project, so that the bundle finds the packages it leaves out.
  folder = await mkdtemp(join(root, "node_modules", ".sandbox-test-"));
  await build({
    absWorkingDir: root,
    entryPoints: ["sandbox/main.ts"],
    outfile: join(folder, "main.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    jsx: "automatic",
    alias: { "server-only": join(root, "lib/testing/empty.ts") },
    logLevel: "error",
  });
  const ports = [await freePort(), await freePort(), await freePort(), await freePort()];
  amocrm = `http://127.0.0.1:${ports[1]}`;
  env = {
    PATH: process.env.PATH,
    APP_URL: "http://localhost:3000",
    SANDBOX_DODOIS_PORT: String(ports[0]),
    SANDBOX_AMOCRM_PORT: String(ports[1]),
    SANDBOX_MAIL_PORT: String(ports[2]),
    SANDBOX_DODOIS_COM_PORT: String(ports[3]),
    SANDBOX_STATE_DIR: join(folder, "state"),
    MOSTIK_SANDBOX_CLOCK: join(folder, "state", "clock"),
    DODOIS_CLIENT_ID: "mostik",
    DODOIS_CLIENT_SECRET: "a secret of the test",
    DODOIS_COM_CLIENT_ID: "mostik-com",
    DODOIS_COM_CLIENT_SECRET: "a third secret of the test",
    AMOCRM_CLIENT_ID: clientId,
    AMOCRM_CLIENT_SECRET: "another secret of the test",
  };
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true });
});

async function start(): Promise<ChildProcess> {
  const child = fork(join(folder, "main.mjs"), { env: { NODE_ENV: "test", ...env }, stdio: "inherit" });
  children.add(child);
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", reject);
  });
  return child;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}

async function token(fields: Record<string, string>) {
  const answer = await request(`${amocrm}/oauth2/access_token`, {
    method: "POST",
    headers: { host: "pizzanorth.amocrm.ru", "content-type": "application/json" },
    body: JSON.stringify({
      client_id: clientId,
      client_secret: "another secret of the test",
      redirect_uri: "http://localhost:3000/api/callback",
      ...fields,
    }),
  });
  return { status: answer.statusCode, body: (await answer.body.json()) as { refresh_token: string } };
}

describe("the sandbox process", () => {
  it("serves all four, one clock for all, and ends with its parent", async () => {
    const child = await start();
    const ports = [env.SANDBOX_DODOIS_PORT, env.SANDBOX_DODOIS_COM_PORT, env.SANDBOX_AMOCRM_PORT];
    const controls = ports.map((port) => `http://127.0.0.1:${port}/_sandbox/clock`);
    await new ControlClient(amocrm).advance(3600);
    for (const url of controls) {
      expect(await (await fetch(url)).json()).toMatchObject({ offsetMs: 3_600_000 });
    }
    expect((await fetch(`http://127.0.0.1:${env.SANDBOX_MAIL_PORT}/`)).status).toBe(200);
    const clusters = [env.SANDBOX_DODOIS_PORT, env.SANDBOX_DODOIS_COM_PORT].map(async (port) => {
      const accounts = await fetch(`http://127.0.0.1:${port}/_sandbox/accounts`);
      return ((await accounts.json()) as Array<{ id: string }>).map(({ id }) => id);
    });
    expect(await Promise.all(clusters)).toEqual([
      ["north", "ural", "south"],
      ["spree", "gulf"],
    ]);
    const gone = exitOf(child);
    child.disconnect();
    expect(await gone).toBe(0);
  });

  it("comes back from kill -9 with every token it handed out", async () => {
    const first = await start();
    const consent = `${amocrm}/oauth?client_id=${clientId}&state=s`;
    const back = await new ControlClient(amocrm).authorize(consent, "pizzanorth");
    const code = back.searchParams.get("code") ?? "";
    const bought = await token({ grant_type: "authorization_code", code });
    const killed = exitOf(first);
    first.kill("SIGKILL");
    await killed;

    const second = await start();
    const grant = { grant_type: "refresh_token", refresh_token: bought.body.refresh_token };
    expect((await token(grant)).status).toBe(200);
    expect((await token(grant)).status).toBe(401);
    const gone = exitOf(second);
    second.kill("SIGTERM");
    expect(await gone).toBe(0);
  });
});
