import { existsSync, rmSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { endOf, Installation } from "./support/installation";

// Somebody who has the credentials of one provider alone: what is real and what is not must not be mistaken.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

const real = { AMOCRM_CLIENT_ID: "7f3a2c1e-real", AMOCRM_CLIENT_SECRET: "known-to-amocrm-alone" };

let mostik: Installation;

test.beforeAll(async () => {
  mostik = await Installation.make();
});
test.afterAll(async () => await mostik.remove());

test("the start says what is real and what is imitated, and makes no known account", async () => {
  await mostik.start(real);
  expect(mostik.output()).toMatch(/amoCRM +real/);
  expect(mostik.output()).toMatch(/Dodo IS +imitated/);
  expect(mostik.output()).toContain("imitated beside what is real: Dodo IS, Mail.");
  expect(mostik.output()).not.toContain("Demo");
  expect(existsSync(mostik.file("demo.json"))).toBe(false);
});

test("every page says so, too", async ({ page }) => {
  for (const path of ["/", "/sign-in"]) {
    await page.goto(mostik.url(path));
    const marks = page.getByRole("complementary").getByRole("listitem");
    await expect(marks, path).toHaveCount(2);
    await expect(marks.first(), path).toHaveText("Dodo IS");
  }
});

test("the imitation of what is real does not run, and no imitation knows its secret", async () => {
  await expect(fetch(`http://127.0.0.1:${mostik.ports().amocrm}/`)).rejects.toThrow();
  expect((await fetch(`http://127.0.0.1:${mostik.ports().dodois}/_sandbox/accounts`)).status).toBe(200);
  const listed = mostik.processes();
  const knows = (part: string) =>
    listed.find((line) => line.includes(part))?.includes(real.AMOCRM_CLIENT_SECRET);
  expect(knows(".build/server.mjs")).toBe(true);
  expect(knows(".build/sandbox.mjs")).toBe(false);
});

test("credentials in part are refused", async () => {
  await mostik.stop();
  const { code, output } = await endOf(mostik.launch({ AMOCRM_CLIENT_ID: real.AMOCRM_CLIENT_ID }));
  expect(code).toBe(1);
  expect(output).toContain("AMOCRM_CLIENT_SECRET");
});

test("the demonstration's folder does not become a real one", async () => {
  await mostik.start();
  await expect.poll(() => existsSync(mostik.file("demo.json"))).toBe(true);
  await mostik.stop();
  const { code, output } = await endOf(mostik.launch(real));
  expect(code).toBe(1);
  expect(output).toContain("a folder of its own");
});

test("nor, without its account, are the connections that it made with imitations taken along", async () => {
  rmSync(mostik.file("demo.json"));
  const { code, output } = await endOf(mostik.launch(real));
  expect(code).toBe(1);
  expect(output).toContain("made with an imitation of amoCRM");
});
