import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeBanner } from "@/scripts/launch/banner";
import type { Variables } from "@/scripts/launch/env-file";
import { makeEnvironment, sandboxEnvironment } from "@/scripts/launch/environment";
import { makePlan, requireNoDemoBeside, wantsDemo } from "@/scripts/launch/plan";

const ports = { mail: 1, dodois: 2, amocrm: 3, store: 4, postgres: 5, dodoisCom: 6 };
const secrets = {
  AUTH_SECRET: "generated",
  UPSTASH_REDIS_REST_TOKEN: "generated",
  RESEND_API_KEY: "generated",
  RESEND_WEBHOOK_SECRET: "generated",
  DODOIS_CLIENT_ID: "generated",
  DODOIS_CLIENT_SECRET: "generated",
  DODOIS_COM_CLIENT_ID: "generated",
  DODOIS_COM_CLIENT_SECRET: "generated",
  AMOCRM_CLIENT_ID: "generated",
  AMOCRM_CLIENT_SECRET: "generated",
};
const real = {
  database: { DATABASE_URL: "postgres://mine" },
  store: { UPSTASH_REDIS_REST_URL: "https://mine", UPSTASH_REDIS_REST_TOKEN: "mine" },
  dodois: { DODOIS_CLIENT_ID: "mine", DODOIS_CLIENT_SECRET: "mine" },
  amocrm: { AMOCRM_CLIENT_ID: "mine", AMOCRM_CLIENT_SECRET: "mine" },
  mail: { RESEND_API_KEY: "mine" },
};
const everything: Variables = Object.assign({}, ...Object.values(real));
const providers = [
  ["Dodo IS", real.dodois, "dodois"],
  ["amoCRM", real.amocrm, "amocrm"],
  ["mail", real.mail, "mail"],
] as const;

function make(given: Variables): Variables {
  const plan = makePlan(given);
  const databaseUrl = plan.postgres ? "postgres://embedded" : null;
  return makeEnvironment({
    plan,
    given,
    secrets,
    ports,
    appPort: 3000,
    dataDir: "/data",
    development: false,
    databaseUrl,
  });
}

describe("what is configured", () => {
  test("is nothing at first: everything is stood in for, by one clock", () => {
    expect(Object.values(makePlan({})).every(Boolean)).toBe(true);
    expect(make({})).toMatchObject({
      APP_URL: "http://localhost:3000",
      NODE_ENV: "production",
      DATABASE_URL: "postgres://embedded",
      DODOIS_ISSUER: "http://127.0.0.1:2",
      AMOCRM_SANDBOX_ORIGIN: "http://127.0.0.1:3",
      RESEND_BASE_URL: "http://127.0.0.1:1",
      MOSTIK_SANDBOX: "1",
      MOSTIK_SANDBOX_CLOCK: "/data/sandbox/clock",
    });
  });

  test("takes the place of ours, and may be all of it: then nothing of the sandbox is left", () => {
    const env = make(everything);
    expect(env).toMatchObject({ ...everything, AUTH_SECRET: "generated" });
    expect(Object.keys(env).filter((name) => /SANDBOX|MAILBOX/.test(name))).toEqual([]);
    expect(Object.values(makePlan(everything)).some(Boolean)).toBe(false);
  });

  test.each(providers)("is %s alone: it is real, and the others are imitated", (_, given, which) => {
    const plan = makePlan(given);
    expect(plan).toEqual({ ...makePlan({}), [which]: false });
    expect(make(given)).toMatchObject({ ...given, MOSTIK_SANDBOX: "1" });
  });

  test.each(providers)(
    "is %s alone: nobody's clock is moved, nor does an imitation learn of it",
    (_, given) => {
      const env = make(given);
      expect(env.MOSTIK_SANDBOX_CLOCK).toBeUndefined();
      expect(Object.values(sandboxEnvironment(env, makePlan(given)))).not.toContain("mine");
    },
  );

  test("is real: neither an address of the sandbox's nor a generated secret is mixed in", () => {
    const dodois = make(real.dodois);
    for (const name of ["DODOIS_ISSUER", "DODOIS_API_URL", "SANDBOX_DODOIS_PORT"])
      expect(dodois[name], name).toBeUndefined();
    for (const name of Object.keys(make({})).filter((name) => name.includes("DODOIS_COM")))
      expect(dodois[name], name).toBeUndefined();
    const amocrm = make(real.amocrm);
    for (const name of ["AMOCRM_SANDBOX_ORIGIN", "SANDBOX_AMOCRM_PORT"])
      expect(amocrm[name], name).toBeUndefined();
    const mail = make(real.mail);
    for (const name of [
      "RESEND_BASE_URL",
      "RESEND_WEBHOOK_SECRET",
      "MOSTIK_MAILBOX_URL",
      "SANDBOX_MAIL_PORT",
    ])
      expect(mail[name], name).toBeUndefined();
  });

  test("leaves the sandbox's own switches to the launcher", () => {
    const left = { AMOCRM_SANDBOX_ORIGIN: "http://old", MOSTIK_SANDBOX_CLOCK: "/old", MOSTIK_SANDBOX: "1" };
    const env = make({ ...everything, ...left });
    for (const name of Object.keys(left)) expect(env[name], name).toBeUndefined();
  });

  test.each([
    [{ DODOIS_CLIENT_ID: "x" }, "DODOIS_CLIENT_SECRET"],
    [{ DODOIS_API_URL: "https://api.dodois.com" }, "DODOIS_CLIENT_ID and DODOIS_CLIENT_SECRET"],
    [{ ...real.dodois, DODOIS_COM_CLIENT_ID: "x" }, "DODOIS_COM_CLIENT_SECRET"],
    [{ AMOCRM_CLIENT_SECRET: "x" }, "AMOCRM_CLIENT_ID"],
    [{ RESEND_BASE_URL: "https://mail.example" }, "RESEND_API_KEY"],
    [{ UPSTASH_REDIS_REST_URL: "https://x.upstash.io" }, "UPSTASH_REDIS_REST_TOKEN"],
    [{ DATABASE_DIRECT_URL: "postgres://x" }, "DATABASE_URL"],
  ])("in part (%j) is refused, and what is missing named", (given, missing) => {
    expect(() => makePlan(given)).toThrow(`needs ${missing}`);
  });

  test("is all there is when imitations are switched off; without mail nothing starts", () => {
    const given = { MOSTIK_SANDBOX: "0", ...real.mail };
    expect(makePlan(given)).toMatchObject({ dodois: false, amocrm: false, mail: false, postgres: true });
    expect(make(given).DODOIS_CLIENT_ID).toBeUndefined();
    expect(() => makePlan({ MOSTIK_SANDBOX: "0" })).toThrow("RESEND_API_KEY");
  });
});

describe("the demonstration's account", () => {
  const isWanted = (given: Variables) => wantsDemo(makePlan(given), given);

  test("is made where everything is ours, unless it is unwanted", () => {
    expect(isWanted({})).toBe(true);
    expect(isWanted({ MOSTIK_DEMO: "0" })).toBe(false);
  });

  test.each(Object.entries(real))("is not made when the %s is real", (_, given) => {
    expect(isWanted(given)).toBe(false);
  });

  test("is made on demand in servers that were brought along, but never beside what is real", () => {
    expect(isWanted({ ...real.database, ...real.store, MOSTIK_DEMO: "1" })).toBe(true);
    for (const [, given] of providers) expect(isWanted({ ...given, MOSTIK_DEMO: "1" })).toBe(false);
    expect(isWanted({ ...real.mail, MOSTIK_SANDBOX: "0", MOSTIK_DEMO: "1" })).toBe(false);
  });

  test("keeps its folder from becoming a real one", () => {
    const dataDir = mkdtempSync(join(tmpdir(), "mostik-demo-"));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const check = (given: Variables) => requireNoDemoBeside(makePlan(given), dataDir);
    check(real.mail);
    writeFileSync(join(dataDir, "demo.json"), "{}");
    check({});
    expect(() => check(real.mail)).toThrow("a folder of its own");
    check({ ...real.mail, ...real.database });
  });
});

describe("what is said at the start", () => {
  const say = (given: Variables) =>
    makeBanner({ env: make(given), plan: makePlan(given), demoFile: null, dataDir: "/data", seconds: 1 });

  test("names each imitation", () => {
    expect(say({})).toMatch(
      /Dodo IS +imitated, http:.*:2 .*:6 .*\n +amoCRM +imitated, http:.*:3\n +Mail +kept .*:1\n/,
    );
    expect(say({})).not.toContain("beside what is real");
  });

  test("warns of a mixture", () => {
    expect(say(real.amocrm)).toMatch(/Dodo IS +imitated[\s\S]*amoCRM +real\n/);
    expect(say(real.amocrm)).toContain("imitated beside what is real: Dodo IS, Mail.");
    expect(say(everything)).not.toContain("imitated");
  });

  test("says what is neither", () => {
    expect(say({ ...real.mail, MOSTIK_SANDBOX: "0" })).toMatch(/amoCRM +not configured/);
  });
});
