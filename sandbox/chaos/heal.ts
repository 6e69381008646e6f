import { db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import { freshToken } from "@/lib/services/connection/fresh-token";
import { refreshOnce } from "@/lib/services/connection/refresh-once";
import type { Account } from "./accounts";
import { asksInVain, inVain } from "./revive";
import type { Run } from "./run";

const confirmSeconds = 1_900;
const attempts = 12;
const actor = { type: "system", job: "chaos" } as const;

/**
 * Everything works again and time passes: then nothing may be leased, each account must be active
 * with a token that works and can be renewed, or wait for its owner for a reason that is known.
 */
export async function heal(run: Run, lookAround: () => Promise<void>): Promise<void> {
  const { servers, accounts, fleet, report } = run;
  await servers.amocrm.control.settings({ rotation: "strict" });
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    servers.clock.moveTo(servers.clock.offsetMs + confirmSeconds * 1000);
    await fleet.orderAll(() => ({ type: "sweep" }));
    await lookAround();
    const rows = await accounts.look();
    if (
      rows.every(({ row }) => row.leaseToken === null && ["active", "reauth_required"].includes(row.status))
    )
      break;
  }
  for (const { account, row } of await accounts.look()) {
    report.outcome[row.status] = (report.outcome[row.status] ?? 0) + 1;
    const name = `${account.provider} ${account.upstream}`;
    if (row.leaseToken !== null) report.violations.push(`${name} is still leased`);
    if (row.status === "active") report.violations.push(...(await proveAlive(run, account)));
    else if (row.status !== "reauth_required") report.violations.push(`${name} is still ${row.status}`);
    else if (asksInVain(run.ledger, account)) report.violations.push(inVain(account));
  }
  await lookAround();
}

/** Its token is renewed once more, and the provider takes the new one. */
async function proveAlive(run: Run, account: Account): Promise<string[]> {
  const { servers, accounts } = run;
  const { connectionId, projectId, provider, upstream } = account;
  const ctx = { db: db(), now: systemNow(), actor, clock: systemNow };
  try {
    const row = (await accounts.look()).find((seen) => seen.account === account)?.row;
    const outcome = row && (await refreshOnce(ctx, connectionId, row));
    const { accessToken, gen } = await freshToken(ctx, { projectId, connectionId }, null);
    if (outcome?.kind === "failed" && isKnownDead(run, account)) return [];
    if (row === undefined || gen <= row.gen) return [`${provider} ${upstream} was not renewed`];
    const status = await tryToken(servers[provider].origin, account, accessToken);
    return status === 200 ? [] : [`the token of ${provider} ${upstream} is answered ${status}`];
  } catch (error) {
    if (isKnownDead(run, account)) return [];
    return [`${provider} ${upstream} cannot be renewed: ${String(error)}`];
  }
}

/** Dead since its last refresh, which nobody could have noticed yet. */
function isKnownDead({ report, ledger }: Run, account: Account): boolean {
  const dead = account.revoked || ledger.mayBeDead(account.tokens);
  if (dead) report.outcome.dead_unnoticed = (report.outcome.dead_unnoticed ?? 0) + 1;
  return dead;
}

async function tryToken(
  origin: string,
  { provider, upstream }: Account,
  accessToken: string,
): Promise<number> {
  const path = provider === "dodois" ? "/connect/userinfo" : "/api/v4/account";
  const answer = await fetch(`${origin}${path}`, {
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(provider === "amocrm" && { "x-forwarded-host": `${upstream}.amocrm.ru` }),
    },
  });
  await answer.body?.cancel();
  return answer.status;
}
