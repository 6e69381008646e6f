import { randomBytes } from "node:crypto";

// Made anew for every file: no test may depend on the value of a secret.
const secret = () => randomBytes(32).toString("base64url");

// A clock that a shell has set is not this file's to move, or to remove.
delete process.env.MOSTIK_SANDBOX_CLOCK;

Object.assign(process.env, {
  NODE_ENV: "test",
  LOG_LEVEL: "silent",
  TZ: "UTC",
  APP_URL: "http://localhost:3000",
  DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
  UPSTASH_REDIS_REST_TOKEN: secret(),
  AUTH_SECRET: secret(),
  CRON_SECRET: secret(),
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
  RESEND_API_KEY: `re_${secret()}`,
  RESEND_BASE_URL: "http://127.0.0.1:1",
  RESEND_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString("base64")}`,
  DODOIS_ISSUER: "http://127.0.0.1:1",
  DODOIS_API_URL: "http://127.0.0.1:1",
  DODOIS_COM_ISSUER: "http://127.0.0.1:2",
  DODOIS_COM_API_URL: "http://127.0.0.1:2",
  DODOIS_CLIENT_ID: "mostik-test",
  DODOIS_CLIENT_SECRET: secret(),
  AMOCRM_SANDBOX_ORIGIN: "http://127.0.0.1:1",
  AMOCRM_CLIENT_ID: "00000000-0000-4000-8000-000000000001",
  AMOCRM_CLIENT_SECRET: secret(),
  MOSTIK_SANDBOX: "1",
});
