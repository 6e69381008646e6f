import { serve } from "@hono/node-server";
import { createMailbox } from "@/sandbox/mail/mailbox";
import type { HookTarget } from "@/sandbox/mail/mailbox-parts";

interface TestMail {
  id: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  idempotencyKey: string;
  links: string[];
}

export interface TestMailbox {
  origin: string;
  /** Newest first. */
  mails(to?: string): Promise<TestMail[]>;
  order(fault: object): Promise<void>;
  /** Signs and sends what became of a mail; the status that it was answered with. */
  report(what: object): Promise<number>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A mail box of the test's own, set as where the product sends its mail. Call it before anything
 * reads the environment, which is parsed once.
 */
export async function startMailbox(stateFile: string | null = null, hook?: HookTarget): Promise<TestMailbox> {
  const { origin, close } = await listen(createMailbox({ stateFile, hook }));
  process.env.RESEND_BASE_URL = origin;
  const ask = async (path: string, method = "GET", body?: object) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${origin}/_sandbox/${path}`, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  };
  return {
    origin,
    mails: async (to = "") => (await ask(`messages?to=${encodeURIComponent(to)}`)) as TestMail[],
    order: async (fault) => void (await ask("faults", "POST", fault)),
    report: async (what) => ((await ask("report", "POST", what)) as { status: number }).status,
    clear: async () => {
      await ask("messages", "DELETE");
      await ask("faults", "DELETE");
    },
    close,
  };
}

async function listen(fetch: (request: Request) => Promise<Response>) {
  return await new Promise<{ origin: string; close: () => Promise<void> }>((resolve) => {
    const server = serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
      const close = () => new Promise<void>((ended) => void server.close(() => ended()));
      resolve({ origin: `http://127.0.0.1:${port}`, close });
    });
  });
}
