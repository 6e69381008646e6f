import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { closeDb, db } from "@/db/client";
import { users } from "@/db/schema/user";
import { systemNow } from "@/lib/clock";
import type { Context, UserActor } from "@/lib/context";
import { randomId, randomToken } from "@/lib/crypto/token";
import type { ProviderId } from "@/lib/domain/provider";
import { scopes } from "@/lib/domain/scope";
import { env } from "@/lib/env";
import { imitable, imitations } from "@/lib/imitations";
import { createApiKey } from "@/lib/services/api-key/create";
import { currentProject } from "@/lib/services/project/current";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { connectDemo } from "./connect-demo";
import { createDemoUser } from "./create-demo-user";

/**
 * Makes the demo account once: a person, a project with an API key, a referral code and both
 * providers connected. What a newcomer needs is left in $MOSTIK_DATA_DIR/demo.json (0600).
 */
async function main(): Promise<void> {
  const file = join(process.env.MOSTIK_DATA_DIR ?? ".data", "demo.json");
  if (existsSync(file)) return;
  if (imitations().length < imitable.length) throw new Error("Something real is configured.");
  const anonymous: Context = {
    actor: { type: "anonymous" },
    now: systemNow(),
    requestId: randomId(),
    client: { ip: "127.0.0.1", userAgent: "demo" },
    db: db(),
  };
  // A seed that was killed half-way does not block the next: that one takes another name.
  const isTaken = (await db().$count(users, eq(users.usernameKey, "demo"))) > 0;
  const username = isTaken ? `demo-${randomId().slice(0, 4)}` : "demo";
  const person = { email: `${username}@mostik.test`, username, password: randomToken(12) };
  const ctx = await createDemoUser(anonymous, person);
  const project = await currentProject(ctx);
  const key = await createApiKey(ctx, { name: "Демо", scopes: [...scopes], expiresInDays: null });
  await createReferralCode(ctx, {
    text: null,
    label: "Демо",
    lifetime: { days: 90 },
    maxUses: null,
    activate: true,
  });
  const connections = await connectDemoAccounts(ctx);
  const demo = {
    app_url: env().APP_URL,
    ...person,
    project_id: project.id,
    api_key: key.secret,
    connections,
  };
  writeFileSync(file, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
}

async function connectDemoAccounts(ctx: Context<UserActor>): Promise<Partial<Record<ProviderId, string>>> {
  const { AMOCRM_SANDBOX_ORIGIN, DODOIS_ISSUER } = env();
  const upstreams: Array<[ProviderId, string | undefined]> = [
    ["dodois", DODOIS_ISSUER],
    ["amocrm", AMOCRM_SANDBOX_ORIGIN],
  ];
  const connected: Partial<Record<ProviderId, string>> = {};
  for (const [provider, origin] of upstreams) {
    if (origin === undefined) continue;
    const accounts = (await (await fetch(`${origin}/_sandbox/accounts`)).json()) as Array<{ id: string }>;
    const [account] = accounts;
    if (account !== undefined)
      connected[provider] = await connectDemo(ctx, provider, { origin, account: account.id });
  }
  return connected;
}

main()
  .then(async () => await closeDb())
  .catch((error: unknown) => {
    process.stderr.write(
      `The demo account could not be made: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
    return closeDb();
  });
