import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { endOf, Installation } from "./support/installation";
import { stop, waitFor } from "./support/process";

// The life of `npm start` itself: on a folder and ports of its own, without a browser.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

let mostik: Installation;

test.beforeAll(async () => {
  mostik = await Installation.make();
});
test.afterAll(async () => await mostik.remove());

test("a first start makes secrets for the owner alone, says where everything is, and answers", async () => {
  await mostik.start();
  expect(mostik.output()).toContain(`http://localhost:${mostik.port}`);
  expect(mostik.output()).toMatch(/Demo e-mail +\S+@\S+/);
  for (const name of ["env", "demo.json", "running.json"])
    expect(statSync(mostik.file(name)).mode & 0o777, name).toBe(0o600);
  const health = await fetch(mostik.url("/api/health"));
  expect(await health.json()).toMatchObject({ status: "ok", database: "ok", store: "ok", queue: "ok" });
});

test("a second launcher on the same data is refused in words, and so is a port in use", async () => {
  const second = await endOf(mostik.launch());
  expect(second.code).toBe(1);
  expect(second.output).toContain("already runs on");
  const other = mkdtempSync(join(tmpdir(), "mostik-other-"));
  const blocked = await endOf(mostik.launch({ MOSTIK_DATA_DIR: other }));
  rmSync(other, { recursive: true });
  expect(blocked.code).toBe(1);
  expect(blocked.output).toContain(`Port ${mostik.port} is in use`);
});

test("a log that grows is cut back while its server runs", async () => {
  const log = mostik.file("logs/server.log");
  appendFileSync(log, Buffer.alloc(11 * 1024 * 1024, "x\n"));
  // The log is cut first, and only then is its end there to be read.
  const kept = () => statSync(`${log}.1`, { throwIfNoEntry: false })?.size;
  await expect.poll(kept).toBe(10 * 1024 * 1024);
  expect(statSync(log).size).toBeLessThan(1024 * 1024);
});

test("when the launcher is killed, no child outlives it, and the next start finds everything", async () => {
  const before = mostik.read("demo.json");
  mostik.launcher.child.kill("SIGKILL");
  await endOf(mostik.launcher);
  expect(existsSync(mostik.file("running.json"))).toBe(true);
  for (const command of ["worker", "rotate-keys", "migrate"])
    await expect(mostik.command(command), command).rejects.toThrow("nothing runs on");
  await expect.poll(() => mostik.processes(), { timeout: 30_000 }).toEqual([]);
  const startedAt = performance.now();
  await mostik.start();
  test
    .info()
    .annotations.push({ type: "second start, ms", description: String(performance.now() - startedAt) });
  expect(mostik.read("demo.json")).toBe(before);
});

for (const name of ["server", "worker", "sandbox", "store"])
  test(`the ${name} that is killed is started again`, async () => {
    const before = mostik.pidOf(`.build/${name}.mjs`);
    process.kill(before, "SIGKILL");
    await expect.poll(() => mostik.output()).toContain(`The ${name} ended unexpectedly; starting it again`);
    await expect
      .poll(() => mostik.processes().some((line) => line.includes(`.build/${name}.mjs`)))
      .toBe(true);
    expect(mostik.pidOf(`.build/${name}.mjs`)).not.toBe(before);
    await waitFor(mostik.url("/api/health"), mostik.launcher);
  });

test("PostgreSQL that is killed comes back on its port, and the product answers 503 until it does", async () => {
  const port = mostik.ports().postgres;
  const before = mostik.postmaster();
  process.kill(before, "SIGKILL");
  const answers: number[] = [];
  await expect
    .poll(async () => answers[answers.push((await fetch(mostik.url("/api/health"))).status) - 1], {
      intervals: [20],
    })
    .toBe(503);
  await waitFor(mostik.url("/api/health"), mostik.launcher);
  expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(mostik.postmaster()).not.toBe(before);
  expect(mostik.ports().postgres).toBe(port);
  expect(mostik.output()).toContain("PostgreSQL ended unexpectedly; starting it again.");
});

test("asked to stop, it stops every child and leaves no lock", async () => {
  mostik.launcher.child.kill("SIGINT");
  const { code, output } = await endOf(mostik.launcher);
  expect(code).toBe(0);
  expect(output).toContain("Stopped.");
  expect(mostik.processes()).toEqual([]);
  for (const name of ["launcher.pid", "running.json"])
    expect(existsSync(mostik.file(name)), name).toBe(false);
});

test("of two starts at once one runs, and the other is refused in words", async () => {
  const starts = [mostik.launch({}, "scripts/start.mjs"), mostik.launch({}, "scripts/start.mjs")];
  const refused = await Promise.race(starts.map(async (start) => ({ start, end: await endOf(start) })));
  expect(refused.end.code).toBe(1);
  expect(refused.end.output).toContain("already runs on");
  const [other] = starts.filter((start) => start !== refused.start);
  if (other === undefined) throw new Error("There is no other.");
  await expect.poll(() => other.said.join(""), { timeout: 60_000 }).toContain("Mostik is ready");
  await stop(other);
  expect(other.child.exitCode).toBe(0);
});
