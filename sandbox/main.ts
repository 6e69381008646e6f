import { createServer } from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { startAmocrm } from "@/sandbox/amocrm/start";
import { SandboxClock } from "@/sandbox/control/clock";
import { dodoisComPeople } from "@/sandbox/data/dodois-com-people";
import { startDodois } from "@/sandbox/dodois/start";
import { createMailbox } from "@/sandbox/mail/mailbox";

interface Running {
  close(): Promise<void>;
}

const env = process.env;

/** Starts each imitation that has a port and that the product is not pointed away from. */
async function main(): Promise<void> {
  const clock = new SandboxClock(env.MOSTIK_SANDBOX_CLOCK ?? null);
  const started = [dodois(clock), dodoisCom(clock), amocrm(clock), mailbox()];
  const running = await Promise.all(started.filter((start) => start !== null));
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await Promise.all(running.map((one) => one.close()));
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(signal, () => void stop());
  process.send?.({ type: "ready" });
}

function dodois(clock: SandboxClock): Promise<Running> | null {
  const port = ownPort(env.SANDBOX_DODOIS_PORT, env.DODOIS_ISSUER);
  const { DODOIS_CLIENT_ID: clientId, DODOIS_CLIENT_SECRET: clientSecret } = env;
  if (port === null || !clientId || !clientSecret) return null;
  const clients = [{ clientId, clientSecret, redirectUris: dodoisRedirectUris() }];
  return startDodois({ port, clients, clock, stateFile: stateFile("dodois.jsonl"), name: "dodois.io" });
}

/** The other cluster: keys, clients, people and tokens of its own. */
function dodoisCom(clock: SandboxClock): Promise<Running> | null {
  const port = ownPort(env.SANDBOX_DODOIS_COM_PORT, env.DODOIS_COM_ISSUER);
  const { DODOIS_COM_CLIENT_ID: clientId, DODOIS_COM_CLIENT_SECRET: clientSecret } = env;
  if (port === null || !clientId || !clientSecret) return null;
  const clients = [{ clientId, clientSecret, redirectUris: dodoisRedirectUris() }];
  const own = { people: dodoisComPeople, name: "dodois.com" };
  return startDodois({ port, clients, clock, stateFile: stateFile("dodois-com.jsonl"), ...own });
}

function dodoisRedirectUris(): string[] {
  return [appUrl("/api/callback"), ...(env.SANDBOX_REDIRECT_URIS ?? "").split(",").filter(Boolean)];
}

function amocrm(clock: SandboxClock): Promise<Running> | null {
  const port = ownPort(env.SANDBOX_AMOCRM_PORT, env.AMOCRM_SANDBOX_ORIGIN);
  const { AMOCRM_CLIENT_ID: clientId, AMOCRM_CLIENT_SECRET: clientSecret } = env;
  if (port === null || !clientId || !clientSecret) return null;
  const hookUrl = appUrl("/api/hooks/amocrm/disabled");
  const integrations = [{ clientId, clientSecret, redirectUri: appUrl("/api/callback"), hookUrl }];
  return startAmocrm({ port, integrations, clock, stateFile: stateFile("amocrm.jsonl") });
}

function mailbox(): Promise<Running> | null {
  const port = ownPort(env.SANDBOX_MAIL_PORT, env.RESEND_BASE_URL);
  if (port === null) return null;
  const secret = env.RESEND_WEBHOOK_SECRET;
  const hook = secret ? { url: appUrl("/api/hooks/resend"), secret } : undefined;
  const server = createServer(getRequestListener(createMailbox({ stateFile: stateFile("mail.json"), hook })));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      resolve({
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/** Null without a port, and when the product talks to something else than the imitation. */
function ownPort(port: string | undefined, pointedAt: string | undefined): number | null {
  if (!port) return null;
  const elsewhere = pointedAt !== undefined && new URL(pointedAt).port !== port;
  return elsewhere ? null : Number(port);
}

function appUrl(path: string): string {
  return new URL(path, env.APP_URL ?? "http://localhost:3000").toString();
}

function stateFile(name: string): string | null {
  return env.SANDBOX_STATE_DIR === undefined ? null : join(env.SANDBOX_STATE_DIR, name);
}

await main();
