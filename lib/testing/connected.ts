import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { sessions } from "@/db/schema/session";
import { systemNow } from "@/lib/clock";
import type { Context, UserActor } from "@/lib/context";
import { randomToken } from "@/lib/crypto/token";
import { createPersonalProject } from "@/lib/services/project/create-personal";
import { startSession } from "@/lib/services/session/start";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import type { AmocrmIntegration } from "@/sandbox/amocrm/options";
import { startAmocrm } from "@/sandbox/amocrm/start";
import { SandboxClock } from "@/sandbox/control/clock";
import type { RunningProvider } from "@/sandbox/control/provider-server";
import type { DodoisPerson } from "@/sandbox/data/dodois-people";
import { startDodois } from "@/sandbox/dodois/start";
import { ControlClient } from "@/sandbox/testing/control-client";

/** A Dodo IS of the test file's own, whose clock is also the product's. */
export async function dodoisWithClock() {
  const clientId = process.env.DODOIS_CLIENT_ID ?? "";
  const clientSecret = process.env.DODOIS_CLIENT_SECRET ?? "";
  const clients = [{ clientId, clientSecret, redirectUris: [`${process.env.APP_URL}/api/callback`] }];
  const running = await startDodois({ port: 0, clients, clock: sharedClock(), stateFile: null });
  Object.assign(process.env, { DODOIS_ISSUER: running.origin, DODOIS_API_URL: running.origin });
  return controlled(running);
}

/** A second cluster beside it; to be started before the environment is read. */
export async function dodoisComWithClock(people: DodoisPerson[]) {
  const client = { clientId: "mostik-test-com", clientSecret: randomToken() };
  const clients = [{ ...client, redirectUris: [`${process.env.APP_URL}/api/callback`] }];
  const running = await startDodois({ port: 0, clients, people, clock: sharedClock(), stateFile: null });
  Object.assign(process.env, {
    DODOIS_COM_ISSUER: running.origin,
    DODOIS_COM_API_URL: running.origin,
    DODOIS_COM_CLIENT_ID: client.clientId,
    DODOIS_COM_CLIENT_SECRET: client.clientSecret,
  });
  return controlled(running);
}

/** An amoCRM of the test file's own, by the same clock; `others` are integrations besides the deployment's. */
export async function amocrmWithClock(others: AmocrmIntegration[] = []) {
  const clientId = process.env.AMOCRM_CLIENT_ID ?? "";
  const clientSecret = process.env.AMOCRM_CLIENT_SECRET ?? "";
  const own = { clientId, clientSecret, redirectUri: `${process.env.APP_URL}/api/callback` };
  const integrations = [own, ...others];
  const running = await startAmocrm({ port: 0, integrations, clock: sharedClock(), stateFile: null });
  process.env.AMOCRM_SANDBOX_ORIGIN = running.origin;
  return controlled(running);
}

/** The time of a test file's imitations and of the product; its folder goes with the file's database. */
function sharedClock(): SandboxClock {
  process.env.MOSTIK_SANDBOX_CLOCK ??= join(mkdtempSync(join(tmpdir(), "mostik-clock-")), "clock");
  return new SandboxClock(process.env.MOSTIK_SANDBOX_CLOCK);
}

function controlled(running: RunningProvider) {
  const accounts = async () => {
    const answer = await fetch(`${running.origin}/_sandbox/accounts`);
    return ((await answer.json()) as Array<{ id: string }>).map(({ id }) => id);
  };
  return { ...running, accounts, control: new ControlClient(running.origin) };
}

export interface Owner {
  ctx: () => Context<UserActor>;
  projectId: string;
}

/** A signed-in person with a project. */
export async function makeOwner(): Promise<Owner> {
  const user = await makeUser();
  const at = testContext({ type: "anonymous" }, { now: systemNow() });
  const projectId = await createPersonalProject(at, user);
  await startSession(at, user.id);
  const [session] = await testDb().select().from(sessions).where(eq(sessions.userId, user.id));
  const actor = { ...actorOf(user), sessionId: session?.id ?? "" };
  return { ctx: () => testContext(actor, { now: systemNow() }), projectId };
}

export async function readConnection(id: string) {
  const [row] = await testDb().select().from(connections).where(eq(connections.id, id));
  if (row === undefined) throw new Error("There is no such connection.");
  return row;
}
