import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { lockFolder } from "@/scripts/launch/lock";
import { joinRunning, removeRunEnvironment, writeRunEnvironment } from "@/scripts/launch/run-environment";

let dataDir: string;
const running = { DATABASE_URL: "postgres://running", ENCRYPTION_KEYS: "k1:x", PATH: "/bin", SANDBOX_X: "1" };

let unlock: () => void;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "mostik-running-"));
  unlock = await lockFolder(dataDir);
  onTestFinished(() => {
    unlock();
    rmSync(dataDir, { recursive: true, force: true });
  });
  writeRunEnvironment(dataDir, running, { PATH: "/bin", ENCRYPTION_KEYS: "k1:x" });
});

function joined(given: Record<string, string> = {}): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { NODE_ENV: "production", MOSTIK_DATA_DIR: dataDir, ...given };
  joinRunning(environment);
  return environment;
}

describe("a command beside running servers", () => {
  test("gets what they run with, of which nobody else may read and nothing of the machine is kept", () => {
    const { DATABASE_URL, ENCRYPTION_KEYS, PATH, SANDBOX_X } = joined();
    expect({ DATABASE_URL, ENCRYPTION_KEYS, SANDBOX_X }).toEqual({
      DATABASE_URL: "postgres://running",
      ENCRYPTION_KEYS: "k1:x",
      SANDBOX_X: "1",
    });
    expect(PATH).toBeUndefined();
    expect(statSync(join(dataDir, "running.json")).mode & 0o777).toBe(0o600);
  });

  test("keeps what it was given, and with another database gets nothing of theirs", () => {
    expect(joined({ LOG_LEVEL: "debug", DATABASE_URL: "postgres://running" })).toMatchObject({
      LOG_LEVEL: "debug",
      ENCRYPTION_KEYS: "k1:x",
    });
    expect(joined({ DATABASE_URL: "postgres://other" }).ENCRYPTION_KEYS).toBeUndefined();
    expect(joined({ DATABASE_DIRECT_URL: "postgres://other" }).DATABASE_URL).toBeUndefined();
  });

  test.each(["given", "in the data folder"])("is refused keys, %s, that they do not have yet", (place) => {
    if (place === "in the data folder") {
      writeFileSync(join(dataDir, "env"), "ENCRYPTION_KEYS=k2:y,k1:x\n");
      expect(() => joined()).toThrow("restart them first");
    } else expect(() => joined({ ENCRYPTION_KEYS: "k2:y,k1:x" })).toThrow("restart them first");
  });

  test("is not misled by what a launcher left behind that is gone", () => {
    unlock();
    expect(() => joined()).toThrow(`nothing runs on ${dataDir}`);
    expect(joined({ DATABASE_URL: "postgres://running" }).ENCRYPTION_KEYS).toBeUndefined();
  });

  test("that nobody started says so, unless it was told of a database", () => {
    removeRunEnvironment(dataDir);
    expect(() => joined()).toThrow(`nothing runs on ${dataDir}`);
    expect(joined({ DATABASE_URL: "postgres://other" }).DATABASE_URL).toBe("postgres://other");
  });
});
