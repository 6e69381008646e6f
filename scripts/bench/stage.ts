import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "@/db/migrate";
import { freePort } from "@/sandbox/free-port";
import { startPostgres } from "@/sandbox/postgres/postgres";
import { startBridge } from "@/sandbox/store/bridge";
import { openStore } from "@/sandbox/store/open-store";
import { type Child, startBundle, startRole } from "./child";

const secret = () => randomBytes(32).toString("base64url");

/** A database, a store and a provider for the measurement alone; this process and its children are pointed at them. */
export async function setStage(folder: string) {
  const database = await startPostgres({ folder: join(folder, "postgres"), durable: true });
  await migrate(database.url("postgres"));
  const token = secret();
  const store = await openStore(process.env.REDIS_URL);
  const bridge = await startBridge({ store, token, port: 0 });
  Object.assign(process.env, {
    NODE_ENV: "production",
    LOG_LEVEL: "error",
    TZ: "UTC",
    APP_URL: "http://localhost:3000",
    DATABASE_URL: database.url("postgres"),
    DATABASE_POOL_MAX: "10",
    UPSTASH_REDIS_REST_URL: bridge.url,
    UPSTASH_REDIS_REST_TOKEN: token,
    AUTH_SECRET: secret(),
    CRON_SECRET: secret(),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    RESEND_API_KEY: `re_${secret()}`,
    DODOIS_CLIENT_ID: "bench",
    DODOIS_CLIENT_SECRET: secret(),
    DODOIS_CALLS_PER_MINUTE: "10000",
    MOSTIK_SANDBOX: "1",
  });
  const provider = await startRole("endpoint");
  const origin = provider.ready.origin ?? "";
  Object.assign(process.env, { DODOIS_ISSUER: origin, DODOIS_API_URL: origin });
  return {
    provider,
    storeKind: store.kind,
    stop: async () => {
      await provider.stop();
      await bridge.close();
      await database.stop();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof setStage>>;

export const hasBuild = () => existsSync(join(process.cwd(), ".next/BUILD_ID"));

/** The whole self-hosted server where the project is built, else its own door alone. */
export async function startServer(): Promise<Child & { origin: string; kind: string }> {
  if (!hasBuild()) {
    const child = await startRole("door");
    return { ...child, origin: child.ready.origin ?? "", kind: "own door alone, without Next" };
  }
  const port = String(await freePort());
  const child = await startBundle("server", { PORT: port });
  return { ...child, origin: `http://127.0.0.1:${port}`, kind: "whole server" };
}
