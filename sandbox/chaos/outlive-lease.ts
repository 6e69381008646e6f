import { setTimeout as sleep } from "node:timers/promises";
import type { Run } from "./run";

const longerThanLeaseSeconds = 61;

/**
 * A call that is under way for longer than its lease: one process asks, the provider is slow, the
 * lease ends, and the others take the connection. This time the same token may be sent twice at once.
 */
export async function outliveLease({ servers, accounts, fleet, ledger, chance, report }: Run): Promise<void> {
  report.deeds.outlived_lease = (report.deeds.outlived_lease ?? 0) + 1;
  const account = chance.pick(accounts.list);
  const { control } = servers[account.provider];
  const afterWork = chance.happens(0.5);
  await control.fault({ kind: "delay", delayMs: 1_500, grant: "refresh_token", afterWork });
  const asked = fleet.order(0, { type: "ask", target: account });
  await sleep(400);
  const underWay = (await control.calls()).filter(
    ({ refreshToken, status }) => refreshToken && status === null,
  );
  for (const { refreshToken } of underWay) {
    if (refreshToken === null) continue;
    ledger.excuseOutlived(refreshToken);
    // Sent twice, it may be the end of its grant, of which later tokens tell nothing.
    account.tokens.add(refreshToken);
  }
  servers.clock.moveTo(servers.clock.offsetMs + longerThanLeaseSeconds * 1000);
  await Promise.all([asked, fleet.order(1, { type: "sweep" }), fleet.order(2, { type: "sweep" })]);
  // What this round does at once it does on purpose.
  ledger.add(await control.calls());
  await control.clearCalls();
}
