import type { Accounts } from "./accounts";
import type { Chance } from "./chance";
import type { Fleet } from "./fleet";
import type { Ledger, LedgerCounts } from "./ledger";
import type { Deed } from "./mischief";
import type { Servers } from "./servers";
import type { KillPoint } from "./trace";

export interface ChaosReport extends LedgerCounts {
  seed: number;
  seconds: number;
  rounds: number;
  processes: number;
  connections: number;
  kills: Partial<Record<KillPoint, number>>;
  deeds: Partial<Record<Deed | "outlived_lease" | "revived", number>>;
  maxConcurrentPerGrant: number;
  outcome: Record<string, number>;
  errors: Record<string, number>;
  violations: string[];
}

export interface Run {
  servers: Servers;
  accounts: Accounts;
  fleet: Fleet;
  ledger: Ledger;
  chance: Chance;
  report: ChaosReport;
}
