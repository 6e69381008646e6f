import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Installation } from "./support/installation";
import { control } from "./support/sandbox";

// What the README tells an operator to do, on a running installation and with nothing but its commands.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

let mostik: Installation;

test.beforeAll(async () => {
  mostik = await Installation.make();
  await mostik.start();
});
test.afterAll(async () => await mostik.remove());

async function token(provider: "dodois" | "amocrm"): Promise<{ gen: number }> {
  const { api_key, connections } = mostik.demo();
  const answer = await fetch(mostik.url(`/api/v1/connections/${connections[provider]}/token`), {
    headers: { authorization: `Bearer ${api_key}` },
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as { gen: number };
}

/** A day later: the token has expired, and whoever asks gets the next one. */
async function refreshed(provider: "dodois" | "amocrm"): Promise<void> {
  const { gen } = await token(provider);
  await control(`http://127.0.0.1:${mostik.ports().dodois}`, "clock", { advanceSeconds: 25 * 3600 });
  expect((await token(provider)).gen).toBeGreaterThan(gen);
}

const keysNow = (): string => /^ENCRYPTION_KEYS=(.*)$/m.exec(mostik.read("env"))?.[1] ?? "";

function setKeys(keys: string): void {
  writeFileSync(
    mostik.file("env"),
    mostik.read("env").replace(/^ENCRYPTION_KEYS=.*$/m, `ENCRYPTION_KEYS=${keys}`),
  );
}

/** Has tokens refreshed, one after another, until told to stop; counts them. */
function useTheProduct(): { stop: () => Promise<number> } {
  let stopped = false;
  const using = (async () => {
    for (let count = 0; ; count += 1) {
      if (stopped) return count;
      await refreshed("amocrm");
      await token("dodois");
    }
  })();
  return {
    stop: () => {
      stopped = true;
      return using;
    },
  };
}

test("keys that the running servers lack are not used, and nothing changes", async () => {
  const old = keysNow();
  setKeys(`k2:${randomBytes(32).toString("base64")},${old}`);
  await expect(mostik.command("rotate-keys")).rejects.toThrow("restart them first");
  await token("dodois");
});

test("while everything serves and refreshes, a new key takes the place of the old one", async () => {
  const old = keysNow().split(",")[1] ?? "";
  await mostik.stop();
  await mostik.start();
  const usage = useTheProduct();
  const output = await mostik.command("rotate-keys");
  expect(await usage.stop()).toBeGreaterThan(0);
  // Those that are refreshed meanwhile are sealed with the new key already.
  expect(output).toMatch(/Sealed anew: [0-2] connections/);
  expect(output).toContain("the others may leave the ring");

  setKeys(keysNow().replace(`,${old}`, ""));
  expect(keysNow()).not.toContain("k1:");
  await mostik.stop();
  await mostik.start();
  for (const provider of ["dodois", "amocrm"] as const) await refreshed(provider);
});

test("a migration, too, finds the database of what runs here", async () => {
  expect(await mostik.command("migrate")).toContain("newest schema");
});

test("when nothing runs, the command says so", async () => {
  await mostik.stop();
  await expect(mostik.command("rotate-keys")).rejects.toThrow("nothing runs on");
});
