import { setTimeout as sleep } from "node:timers/promises";
import { Accounts } from "./accounts";
import { Chance } from "./chance";
import { Fleet } from "./fleet";
import { heal } from "./heal";
import { Ledger } from "./ledger";
import { misbehave, planDeeds } from "./mischief";
import { outliveLease } from "./outlive-lease";
import { reviveSome } from "./revive";
import type { ChaosReport, Run } from "./run";
import { startServers } from "./servers";
import { killPoints, readTraces } from "./trace";

export interface ChaosOptions {
  seconds: number;
  seed: number;
  /** The bundled refresher. */
  refresher: string;
  /** An empty folder for the servers and the traces. */
  folder: string;
  traceFolder: string;
  log: (line: string) => void;
}

// One process is a minute and a half ahead of the first, one as much behind.
const skewsMs = [0, 90_000, -90_000];
const hour = 3_600;

/** Lets processes refresh in rounds while everything around them fails, then judges what became of it. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const startedAt = performance.now();
  const servers = await startServers(options.folder, { dodois: 24, amocrm: 16 });
  const fleet = new Fleet(options.refresher, options.traceFolder);
  try {
    const accounts = await Accounts.connect(servers);
    const chance = new Chance(options.seed);
    const report = emptyReport(options.seed, accounts.list.length);
    const run: Run = { servers, accounts, fleet, ledger: new Ledger(), chance, report };
    await fleet.start(skewsMs);
    if (chance.happens(0.5)) await servers.amocrm.control.settings({ rotation: "until-new-used" });
    const until = startedAt + options.seconds * 1000;
    while (performance.now() < until) {
      await playRound(run);
      await lookAround(run, options.traceFolder);
      await reviveSome(run);
      options.log(`round ${report.rounds}, ${report.violations.length} violations`);
    }
    await heal(run, async () => await lookAround(run, options.traceFolder));
    finish(run, startedAt);
    return report;
  } finally {
    fleet.stop();
    await servers.stop();
  }
}

async function playRound(run: Run): Promise<void> {
  const { chance, fleet, report, accounts } = run;
  report.rounds += 1;
  if (chance.happens(0.08)) return await outliveLease(run);
  const deeds = planDeeds(chance, report.rounds);
  for (const deed of deeds) report.deeds[deed] = (report.deeds[deed] ?? 0) + 1;
  const forMs = chance.between(400, 1_200);
  const victim = chance.happens(0.6) ? chance.between(0, fleet.size - 1) : null;
  const kill = chance.pick(killPoints);
  const seeds = Array.from({ length: fleet.size }, () => chance.between(0, 2 ** 31));
  await Promise.all([
    misbehave(run, deeds, forMs),
    fleet.orderAll((index) => ({
      type: "round",
      seed: seeds[index] ?? 0,
      forMs,
      lanes: 6,
      kill: victim === index ? kill : null,
      targets: accounts.list.map(({ connectionId, projectId }) => ({ connectionId, projectId })),
    })),
  ]);
}

/** While nobody works: reads the providers' logs, compares them with what is stored, and lets time pass. */
async function lookAround({ servers, accounts, ledger, report, chance }: Run, traces: string): Promise<void> {
  for (const { control } of [servers.dodois, servers.amocrm]) {
    await control.clearFaults();
    while ((await control.stats()).inFlightRefreshes > 0) await sleep(20);
    ledger.add(await control.calls());
    const { maxConcurrentPerGrant } = await control.stats();
    report.maxConcurrentPerGrant = Math.max(report.maxConcurrentPerGrant, maxConcurrentPerGrant);
    await control.clearCalls();
  }
  ledger.setTraces(readTraces(traces));
  for (const { account, row, token } of await accounts.look()) {
    const isSettled = row.leaseToken === null && row.lastErrorClass === null && row.status === "active";
    if (isSettled && token !== null && ledger.wasRotated(token)) {
      report.violations.push(`${account.provider} ${account.upstream} holds the spent token ${token}`);
    }
  }
  const pass = chance.fraction();
  const seconds =
    pass < 0.5
      ? chance.between(61, 130)
      : pass < 0.8
        ? chance.between(600, 2 * hour)
        : chance.between(18 * hour, 26 * hour);
  servers.clock.moveTo(servers.clock.offsetMs + seconds * 1000);
}

function finish({ report, ledger, fleet }: Run, startedAt: number): void {
  if (report.maxConcurrentPerGrant > 1) {
    report.violations.push(`one grant was refreshed ${report.maxConcurrentPerGrant} times at once`);
  }
  report.violations.push(...ledger.violations());
  Object.assign(report, ledger.counts(), {
    seconds: Math.round((performance.now() - startedAt) / 1000),
    processes: fleet.size,
    kills: ledger.kills,
    errors: Object.fromEntries(fleet.errors),
  });
}

function emptyReport(seed: number, connections: number): ChaosReport {
  return {
    seed,
    seconds: 0,
    rounds: 0,
    processes: skewsMs.length,
    connections,
    sent: 0,
    succeeded: 0,
    lostAnswers: 0,
    lostBehindGateways: 0,
    permittedRetries: 0,
    kills: {},
    deeds: {},
    maxConcurrentPerGrant: 0,
    outcome: {},
    errors: {},
    violations: [],
  };
}
