import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "@/sandbox/free-port";
import { readEnvFile, readSecrets } from "@/scripts/launch/env-file";
import { choosePorts, requireFreePort } from "@/scripts/launch/ports";

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

  test("of a version before are kept, and one that it did not have is added", async () => {
    const port = await freePort();
    const { dodoisCom: _, ...before } = await choosePorts(dataDir, port);
    writeFileSync(join(dataDir, "ports.json"), JSON.stringify(before));
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
