import type { Account } from "./accounts";
import type { Ledger } from "./ledger";
import type { Run } from "./run";

/**
 * While nobody works: owners of accounts that wait for them consent anew, or a long run would end with
 * nothing left to refresh. Before, each must have been asked for a reason that is known.
 */
export async function reviveSome({ accounts, ledger, chance, report }: Run): Promise<void> {
  for (const { account, row } of await accounts.look()) {
    if (row.status !== "reauth_required") continue;
    if (asksInVain(ledger, account)) report.violations.push(inVain(account));
    if (!chance.happens(0.5)) continue;
    await accounts.reconnect(account);
    report.deeds.revived = (report.deeds.revived ?? 0) + 1;
  }
}

/** Whether an account that waits for its owner has neither been revoked nor lost an answer. */
export function asksInVain(ledger: Ledger, account: Account): boolean {
  return !account.revoked && !ledger.mayBeDead(account.tokens);
}

export function inVain({ provider, upstream }: Account): string {
  return `${provider} ${upstream} asks for its owner although no answer was lost`;
}
