import { describe, expect, test } from "vitest";
import { parseEnv } from "./env";

const complete = { ...process.env };

test("a variable that is missing or malformed is named, and its value is not shown", () => {
  const broken = { ...complete, AUTH_SECRET: "too short to be one", APP_URL: "" };
  expect(() => parseEnv(broken)).toThrow(/APP_URL[\s\S]*AUTH_SECRET/);
  expect(() => parseEnv(broken)).not.toThrow(/too short to be one/);
});

describe("production without `npm start`", () => {
  const real = {
    DODOIS_ISSUER: "https://auth.dodois.io",
    DODOIS_API_URL: "https://api.dodois.io",
    DODOIS_COM_ISSUER: "https://auth.dodois.com",
    DODOIS_COM_API_URL: "https://api.dodois.com",
    RESEND_BASE_URL: "",
    AMOCRM_SANDBOX_ORIGIN: "",
  };
  const production = { ...complete, ...real, NODE_ENV: "production", MOSTIK_SANDBOX: "" } as const;

  test("runs with what is real", () => {
    expect(() => parseEnv(production)).not.toThrow();
  });

  test.each([
    "AMOCRM_SANDBOX_ORIGIN",
    "MOSTIK_SANDBOX_CLOCK",
    "MOSTIK_MAILBOX_URL",
    "DODOIS_ISSUER",
    "DODOIS_API_URL",
    "DODOIS_COM_ISSUER",
    "DODOIS_COM_API_URL",
    "AMOCRM_PLATFORM_URL",
    "RESEND_BASE_URL",
  ])("refuses an imitation in %s, as the demonstration does not", (name) => {
    const imitated = { ...production, [name]: "http://127.0.0.1:1" };
    expect(() => parseEnv(imitated)).toThrow(name);
    expect(() => parseEnv({ ...imitated, MOSTIK_SANDBOX: "1" })).not.toThrow();
    expect(() => parseEnv({ ...imitated, MOSTIK_SANDBOX: "1", VERCEL: "1" })).toThrow(name);
  });
});

test("an empty variable is one that is not set", () => {
  expect(parseEnv({ ...complete, DATABASE_DIRECT_URL: "", LOG_LEVEL: "" })).toMatchObject({
    LOG_LEVEL: "info",
  });
});

test("two clusters of Dodo IS cannot have one issuer: whose registration it takes would be open", () => {
  const one = { ...complete, DODOIS_COM_ISSUER: `${complete.DODOIS_ISSUER}/` };
  expect(() => parseEnv(one)).not.toThrow();
  expect(() => parseEnv({ ...one, DODOIS_COM_CLIENT_ID: "mostik" })).toThrow("DODOIS_COM_ISSUER");
  expect(() => parseEnv({ ...complete, DODOIS_COM_CLIENT_ID: "mostik" })).not.toThrow();
});
