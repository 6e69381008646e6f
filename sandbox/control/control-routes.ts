import { z } from "zod";
import { type Answer, json } from "./answer";
import type { CallLog } from "./calls";
import type { SandboxClock } from "./clock";
import { type FaultBook, faultSchema } from "./faults";
import { type Incoming, parseJson } from "./incoming";

export interface SandboxAccount {
  id: string;
  name: string;
}

export interface AuthorizeInput {
  /** The whole address of the consent page, as the product would send the browser there. */
  url: string;
  account: string;
  deny: boolean;
}

/** The part of a provider that a test can steer. */
export interface ControlledProvider {
  settings: { readonly value: object; change(patch: object): void };
  accounts(): SandboxAccount[];
  /** Kills every grant of the account; returns how many, or null for an unknown account. */
  revoke(account: string): number | null;
  /** Signs in and decides without a browser; null when the provider showed its error page instead. */
  authorize(input: AuthorizeInput): Promise<string | null>;
  /** Forgets grants, tokens and settings. */
  reset(): void;
  /** Further commands, by the name in the path. */
  commands: Record<string, (body: unknown) => Promise<Answer>>;
}

interface Parts {
  provider: ControlledProvider;
  clock: SandboxClock;
  faults: FaultBook;
  calls: CallLog;
}

type Route = (parts: Parts, body: unknown) => Answer | Promise<Answer>;

const clockSchema = z.union([
  z.strictObject({ advanceSeconds: z.number() }),
  z.strictObject({ offsetMs: z.number() }),
]);
const revokeSchema = z.strictObject({ account: z.coerce.string() });
const authorizeSchema = z.strictObject({
  url: z.url(),
  account: z.coerce.string(),
  deny: z.boolean().default(false),
});
const resetSchema = z.strictObject({ clock: z.boolean().default(false) });

const routes: Record<string, Route> = {
  "GET clock": ({ clock }) => clockAnswer(clock),
  "POST clock": ({ clock }, body) => {
    const input = clockSchema.parse(body);
    clock.moveTo("offsetMs" in input ? input.offsetMs : clock.offsetMs + input.advanceSeconds * 1000);
    return clockAnswer(clock);
  },
  "GET faults": ({ faults }) => json(200, faults.list()),
  "POST faults": ({ faults }, body) => {
    faults.add(faultSchema.parse(body));
    return json(200, faults.list());
  },
  "DELETE faults": ({ faults }) => {
    faults.clear();
    return json(200, faults.list());
  },
  "GET settings": ({ provider }) => json(200, provider.settings.value),
  "POST settings": ({ provider }, body) => {
    provider.settings.change(z.record(z.string(), z.unknown()).parse(body));
    return json(200, provider.settings.value);
  },
  "GET accounts": ({ provider }) => json(200, provider.accounts()),
  "GET calls": ({ calls }) => json(200, calls.list()),
  "DELETE calls": ({ calls }) => {
    calls.clear();
    return json(200, calls.list());
  },
  "GET stats": ({ calls }) => json(200, calls.stats),
  "POST revoke": ({ provider }, body) => {
    const revoked = provider.revoke(revokeSchema.parse(body).account);
    return revoked === null ? json(404, { error: "unknown_account" }) : json(200, { revoked });
  },
  "POST authorize": authorize,
  "POST reset": ({ provider, clock, faults, calls }, body) => {
    const input = resetSchema.parse(body ?? {});
    provider.reset();
    faults.clear();
    calls.clear();
    if (input.clock) clock.moveTo(0);
    return json(200, { offsetMs: clock.offsetMs });
  },
};

/** Answers a request under `/_sandbox/`. Only the machine itself is served, and no foreign page's script. */
export async function handleControl(parts: Parts, incoming: Incoming): Promise<Answer> {
  if (!fromThisMachine(incoming)) return json(403, { error: "loopback_only" });
  const name = incoming.url.pathname.slice("/_sandbox/".length);
  const body = incoming.body.length === 0 ? undefined : parseJson(incoming.body.toString("utf8"));
  const route = routes[`${incoming.method} ${name}`];
  const command = incoming.method === "POST" ? parts.provider.commands[name] : undefined;
  try {
    if (route) return await route(parts, body);
    if (command) return await command(body);
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { error: "invalid", issues: error.issues });
    throw error;
  }
  return json(404, { error: "unknown_command" });
}

async function authorize({ provider }: Parts, body: unknown): Promise<Answer> {
  const input = authorizeSchema.parse(body);
  if (!provider.accounts().some((account) => account.id === input.account)) {
    return json(404, { error: "unknown_account" });
  }
  const redirectTo = await provider.authorize(input);
  return redirectTo === null ? json(409, { error: "refused" }) : json(200, { redirectTo });
}

function clockAnswer(clock: SandboxClock): Answer {
  return json(200, { offsetMs: clock.offsetMs, now: clock.now().toISOString() });
}

// The address of a foreign site may be made to point here (DNS rebinding), and its pages may post blindly.
function fromThisMachine(incoming: Incoming): boolean {
  const { host, origin } = incoming.raw.headers;
  return isLoopback(`http://${host ?? ""}`) && (origin === undefined || isLoopback(origin));
}

function isLoopback(url: string): boolean {
  const hostname = URL.canParse(url) ? new URL(url).hostname : "";
  return hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
}
