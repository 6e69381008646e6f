import { expect, test } from "vitest";
import { parseEnv } from "./env";

const complete = { ...process.env };

test("a variable that is missing or malformed is named, and its value is not shown", () => {
  const broken = { ...complete, AUTH_SECRET: "too short to be one", APP_URL: "" };
  expect(() => parseEnv(broken)).toThrow(/APP_URL[\s\S]*AUTH_SECRET/);
  expect(() => parseEnv(broken)).not.toThrow(/too short to be one/);
});

test("production refuses the imitations unless it is the demonstration", () => {
  const production = { ...complete, NODE_ENV: "production", MOSTIK_SANDBOX: "0" } as const;
  expect(() => parseEnv(production)).toThrow("AMOCRM_SANDBOX_ORIGIN");
  expect(() => parseEnv({ ...production, AMOCRM_SANDBOX_ORIGIN: "" })).not.toThrow();
  expect(() => parseEnv({ ...production, AMOCRM_SANDBOX_ORIGIN: "", MOSTIK_SANDBOX_CLOCK: "x" })).toThrow(
    "MOSTIK_SANDBOX_CLOCK",
  );
  expect(() => parseEnv({ ...production, MOSTIK_SANDBOX: "1" })).not.toThrow();
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
