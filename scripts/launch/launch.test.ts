import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "@/sandbox/free-port";
import { readEnvFile, readSecrets } from "@/scripts/launch/env-file";
import { lockFolder } from "@/scripts/launch/lock";
import { makeEnvironment, makePlan } from "@/scripts/launch/plan";
import { choosePorts, readPorts, requireFreePort } from "@/scripts/launch/ports";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "mostik-launch-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
});

async function occupy(port: number, host: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => resolve());
  });
  onTestFinished(() => void server.close());
}

describe("secrets", () => {
  test("are generated once, for the owner's eyes alone", () => {
    const first = readSecrets(dataDir);
    expect(first.ENCRYPTION_KEYS).toMatch(/^k1:[A-Za-z0-9+/]{43}=$/);
    expect(statSync(join(dataDir, "env")).mode & 0o777).toBe(0o600);
    expect(readSecrets(dataDir)).toEqual(first);
    rmSync(join(dataDir, "env"));
    expect(readSecrets(dataDir).AUTH_SECRET).not.toBe(first.AUTH_SECRET);
  });

  test("that a newer version needs are added, and what stands is kept to the letter", () => {
    const before = "# mine\nENCRYPTION_KEYS=k2:new,k1:old\nEXTRA=1\n";
    writeFileSync(join(dataDir, "env"), before);
    expect(readSecrets(dataDir)).toMatchObject({ ENCRYPTION_KEYS: "k2:new,k1:old", EXTRA: "1" });
    const after = readFileSync(join(dataDir, "env"), "utf8");
    expect(after.startsWith(before)).toBe(true);
    expect(after).toMatch(/^AUTH_SECRET=.{43}$/m);
  });

  test("of a file that is not there are none, and an empty variable is not set", () => {
    expect(readEnvFile(join(dataDir, "none"))).toEqual({});
    writeFileSync(join(dataDir, ".env"), 'A=\nB="x y"\n');
    expect(readEnvFile(join(dataDir, ".env"))).toEqual({ B: "x y" });
  });
});

describe("ports", () => {
  test("of the servers follow the application's, and are remembered", async () => {
    const port = await freePort();
    const first = await choosePorts(dataDir, port);
    expect(new Set([port, ...Object.values(first)]).size).toBe(7);
    expect(await choosePorts(dataDir, port)).toEqual(first);
  });

  test("of a version before are still known, and one that it did not have is added", async () => {
    const port = await freePort();
    const { dodoisCom: _, ...before } = await choosePorts(dataDir, port);
    writeFileSync(join(dataDir, "ports.json"), JSON.stringify(before));
    expect(readPorts(dataDir)).toMatchObject(before);
    const after = await choosePorts(dataDir, port);
    expect(after).toMatchObject(before);
    expect(after.dodoisCom).toBeGreaterThan(0);
  });

  test("in use are passed over", async () => {
    const port = await freePort();
    const first = await choosePorts(dataDir, port);
    await occupy(first.store, "127.0.0.1");
    const second = await choosePorts(dataDir, port);
    expect(second.store).not.toBe(first.store);
    expect(new Set(Object.values(second)).size).toBe(6);
  });

  test.each(["127.0.0.1", "0.0.0.0"])("a taken one of the application is named, held on %s", async (host) => {
    const port = await freePort();
    await requireFreePort(port);
    await occupy(port, host);
    await expect(requireFreePort(port)).rejects.toThrow(`Port ${port} is in use`);
  });
});

describe("a data folder", () => {
  test("has one launcher at a time, and the next may follow", async () => {
    const unlock = await lockFolder(dataDir);
    unlock();
    (await lockFolder(dataDir))();
  });

  test.each([
    ["a process that is gone", "999999999"],
    ["a process that is something else by now", String(process.pid)],
    ["nobody", ""],
  ])("locked by %s is taken over", async (_, content) => {
    writeFileSync(join(dataDir, "launcher.pid"), content);
    await lockFolder(dataDir);
    expect(readFileSync(join(dataDir, "launcher.pid"), "utf8")).toBe(String(process.pid));
  });
});

describe("what the operator brings along", () => {
  const ports = { mail: 1, dodois: 2, amocrm: 3, store: 4, postgres: 5, dodoisCom: 6 };
  const secrets = {
    AUTH_SECRET: "generated",
    DODOIS_CLIENT_ID: "sandbox",
    DODOIS_COM_CLIENT_ID: "sandbox",
    AMOCRM_CLIENT_ID: "sandbox",
  };
  const make = (given: Record<string, string>) =>
    makeEnvironment({
      plan: makePlan(given),
      given,
      secrets,
      ports,
      appPort: 3000,
      dataDir,
      development: false,
      databaseUrl: makePlan(given).postgres ? "postgres://embedded" : null,
    });

  test("is nothing at first: everything is stood in for", () => {
    expect(Object.values(makePlan({})).every(Boolean)).toBe(true);
    expect(make({})).toMatchObject({
      APP_URL: "http://localhost:3000",
      NODE_ENV: "production",
      DATABASE_URL: "postgres://embedded",
      DODOIS_ISSUER: "http://127.0.0.1:2",
      DODOIS_COM_ISSUER: "http://127.0.0.1:6",
      MOSTIK_SANDBOX: "1",
    });
  });

  test("takes the place of ours", () => {
    const given = {
      DATABASE_URL: "postgres://mine",
      UPSTASH_REDIS_REST_URL: "https://x",
      AUTH_SECRET: "mine",
    };
    expect(makePlan(given)).toMatchObject({ postgres: false, store: false, mail: true });
    expect(make(given)).toMatchObject(given);
  });

  test("is a provider's real credentials: then nothing of the sandbox's is mixed in", () => {
    const env = make({ DODOIS_CLIENT_ID: "real", DODOIS_CLIENT_SECRET: "real", AMOCRM_CLIENT_ID: "real" });
    expect(env).toMatchObject({ DODOIS_CLIENT_ID: "real", AMOCRM_CLIENT_ID: "real" });
    expect(env.DODOIS_ISSUER).toBeUndefined();
    expect(env.DODOIS_COM_CLIENT_ID).toBeUndefined();
    expect(env.AMOCRM_SANDBOX_ORIGIN).toBeUndefined();
  });

  test("may be all of it: then no imitation runs, and none is allowed", () => {
    const given = { DODOIS_CLIENT_ID: "a", AMOCRM_CLIENT_ID: "b", RESEND_API_KEY: "c" };
    expect(make(given).MOSTIK_SANDBOX).toBeUndefined();
    expect(make(given).RESEND_API_KEY).toBe("c");
    expect(makePlan({ MOSTIK_SANDBOX: "0" })).toMatchObject({ dodois: false, amocrm: false, mail: false });
  });
});
