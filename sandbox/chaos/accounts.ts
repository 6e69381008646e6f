import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/db/client";
import { connections } from "@/db/schema/connection";
import { unseal } from "@/lib/crypto/seal";
import type { ProviderId } from "@/lib/domain/provider";
import { tokenBinding } from "@/lib/services/connection/token-binding";
import { makeOwner, type Owner } from "@/lib/testing/connected";
import { fingerprint } from "@/sandbox/control/incoming";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import type { Target } from "./fleet";
import type { Servers } from "./servers";

export interface Account extends Target {
  provider: ProviderId;
  /** Its name in the provider's control API. */
  upstream: string;
  /** Fingerprints of the refresh tokens it was seen to have since its last consent. */
  tokens: Set<string>;
  revoked: boolean;
}

type Row = typeof connections.$inferSelect;

/** The connected accounts of a run, all of one project. */
export class Accounts {
  readonly #servers: Servers;
  readonly #owner: Owner;
  readonly list: Account[] = [];

  private constructor(servers: Servers, owner: Owner) {
    this.#servers = servers;
    this.#owner = owner;
  }

  static async connect(servers: Servers): Promise<Accounts> {
    const accounts = new Accounts(servers, await makeOwner());
    for (const provider of ["dodois", "amocrm"] as const) {
      const answer = await fetch(`${servers[provider].origin}/_sandbox/accounts`);
      for (const { id } of (await answer.json()) as { id: string }[]) await accounts.#connect(provider, id);
    }
    return accounts;
  }

  /** Consents anew to the same account, as its owner would. */
  async reconnect(account: Account): Promise<void> {
    await this.#consent(account.provider, account.upstream);
    account.tokens.clear();
    account.revoked = false;
  }

  async revoke(account: Account): Promise<void> {
    account.revoked = true;
    await this.#servers[account.provider].control.post("revoke", { account: account.upstream });
  }

  /** The rows as they are, each refresh token noted. */
  async look(): Promise<{ account: Account; row: Row; token: string | null }[]> {
    const rows = await patiently(async () => await db().select().from(connections));
    return await Promise.all(
      rows.map(async (row) => {
        const account = this.list.find(({ connectionId }) => connectionId === row.id);
        if (account === undefined) throw new Error("There is a connection that nobody made.");
        const token = await tokenOf(row);
        if (token !== null) account.tokens.add(token);
        return { account, row, token };
      }),
    );
  }

  async #connect(provider: ProviderId, upstream: string): Promise<void> {
    const connectionId = await this.#consent(provider, upstream);
    const { projectId } = this.#owner;
    this.list.push({ provider, upstream, connectionId, projectId, tokens: new Set(), revoked: false });
  }

  async #consent(provider: ProviderId, account: string): Promise<string> {
    const { origin } = this.#servers[provider];
    return await connectDemo(this.#owner.ctx(), provider, { origin, account });
  }
}

async function tokenOf(row: Row): Promise<string | null> {
  if (row.refreshTokenSealed === null) return null;
  return fingerprint(await unseal(row.refreshTokenSealed, tokenBinding(row.id, "refresh_token", row.gen)));
}

/** Tries again while the database comes back. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(100);
    }
  }
}
