import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { systemNow } from "@/lib/clock";
import { passwordMatches } from "@/lib/crypto/password";
import { randomId } from "@/lib/crypto/token";
import { currentPair, getLoginToken } from "@/lib/services/twinproxy/get-token";
import { serveParent } from "../child";

export interface TwinproxyRequest {
  /** `check` is the limit of the first: the password's check and nothing else. */
  work: "with-check" | "without-check" | "check";
  password: string;
  atOnce: number;
  forMs: number;
}

/** Hands out tokens as getToken does, with and without what a password costs. */
export async function twinproxy(): Promise<void> {
  serveParent<TwinproxyRequest>({}, async ({ work, password, atOnce, forMs }) => {
    const logins = await db().select().from(twinproxyLogins).limit(200);
    const latencies: number[] = [];
    const startedAt = performance.now();
    let turn = 0;
    const lane = async () => {
      while (performance.now() - startedAt < forMs) {
        const login = logins[turn++ % logins.length];
        if (login === undefined) throw new Error("There is no login.");
        const began = performance.now();
        if (work === "check") await passwordMatches(login.passwordHash, password);
        else if (work === "with-check") await getLoginToken(context(), { login: login.login, password });
        else await currentPair(context(), await find(login.login));
        latencies.push(performance.now() - began);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return { perSecond: (1000 * latencies.length) / (performance.now() - startedAt), latencies };
  });
}

async function find(login: string) {
  const [row] = await db().select().from(twinproxyLogins).where(eq(twinproxyLogins.login, login));
  if (row === undefined) throw new Error("There is no such login.");
  return row;
}

function context() {
  const client = { ip: null, userAgent: null };
  const actor = { type: "anonymous" } as const;
  return { actor, now: systemNow(), requestId: randomId(), client, db: db(), clock: systemNow };
}
