import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "@/sandbox/control/faults";
import type { Account, Accounts } from "./accounts";
import type { Chance } from "./chance";
import type { Servers } from "./servers";

export type Deed =
  | "lost_answer"
  | "bad_gateway"
  | "gateway_page"
  | "slow_answer"
  | "dropped_call"
  | "outage"
  | "false_invalid_grant"
  | "database_stopped"
  | "store_stopped"
  | "both_stopped"
  | "reconnect"
  | "revocation";

const likelihoods: Record<Deed, number> = {
  lost_answer: 0.12,
  bad_gateway: 0.12,
  gateway_page: 0.1,
  slow_answer: 0.35,
  dropped_call: 0.12,
  outage: 0.12,
  false_invalid_grant: 0.06,
  database_stopped: 0.12,
  store_stopped: 0.12,
  both_stopped: 0.05,
  reconnect: 0.25,
  revocation: 0.06,
};

const refreshes = { grant: "refresh_token" } as const;

interface World {
  servers: Servers;
  accounts: Accounts;
  chance: Chance;
}

/** Which deeds a round brings: by chance, and in the first rounds each in its turn, that a short run has all of them. */
export function planDeeds(chance: Chance, round: number): Deed[] {
  return (Object.entries(likelihoods) as [Deed, number][]).flatMap(([deed, likelihood], index) =>
    chance.happens(likelihood) || index === round - 1 ? [deed] : [],
  );
}

/** Does them, each at a time of its own within the round. */
export async function misbehave(world: World, deeds: readonly Deed[], roundMs: number): Promise<void> {
  const stop = deeds.filter((deed) => deed.endsWith("_stopped"));
  const others = deeds.filter((deed) => !deed.endsWith("_stopped"));
  const timed = others.map((deed) => ({ deed, afterMs: world.chance.between(0, Math.floor(roundMs / 2)) }));
  const outage = {
    deed: stop[0],
    afterMs: world.chance.between(0, 200),
    forMs: world.chance.between(200, 1_800),
  };
  await Promise.all([
    ...timed.map(async ({ deed, afterMs }) => {
      await sleep(afterMs);
      await commit(world, deed);
    }),
    outage.deed === undefined ? null : sleep(outage.afterMs).then(async () => await takeAway(world, outage)),
  ]);
}

async function commit(world: World, deed: Deed): Promise<void> {
  const { accounts, chance, servers } = world;
  const account: Account = chance.pick(accounts.list);
  const { control } = servers[account.provider];
  const fault = async (what: Partial<Fault>) => await control.fault({ ...refreshes, ...what });
  const delay = {
    delayMs: chance.between(200, 900),
    times: chance.between(1, 4),
    afterWork: chance.happens(0.5),
  };
  // A gateway in between may lose the answer of a provider that has rotated, or never have reached it.
  const { afterWork } = delay;
  if (deed === "lost_answer") await fault({ kind: "lose_answer" });
  else if (deed === "bad_gateway")
    await fault({ kind: "status", status: chance.pick([502, 504]), afterWork });
  else if (deed === "gateway_page") await fault({ kind: "html", afterWork });
  else if (deed === "slow_answer") await fault({ kind: "delay", ...delay });
  else if (deed === "dropped_call") await fault({ kind: "drop" });
  else if (deed === "outage") await fault({ kind: "status", status: 503, times: delay.times });
  else if (deed === "revocation") await accounts.revoke(account);
  else if (deed === "false_invalid_grant") {
    const body = JSON.stringify({ error: "invalid_grant", hint: "Token has been revoked" });
    await fault({ kind: "status", status: 400, contentType: "application/json", body });
  } else if (deed === "reconnect") {
    // The owner meets the same outages as everybody and would try again later.
    await accounts.reconnect(account).catch(() => {});
  }
}

async function takeAway(
  { servers: { database, store } }: World,
  { deed, forMs }: { deed: Deed | undefined; forMs: number },
): Promise<void> {
  const away = [
    ...(deed === "store_stopped" ? [] : [database]),
    ...(deed === "database_stopped" ? [] : [store]),
  ];
  await Promise.all(away.map(async (server) => await server.stop()));
  await sleep(forMs);
  await Promise.all(away.map(async (server) => await server.start()));
}
