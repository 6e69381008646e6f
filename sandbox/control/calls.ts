import { fingerprint, type Incoming } from "./incoming";

export interface Call {
  id: number;
  /** ISO 8601, by the sandbox's clock. */
  at: string;
  method: string;
  path: string;
  /** With its question mark; empty where there is none. */
  query: string;
  host: string;
  grant: string | null;
  /** Prefix of the SHA-256 of the refresh token that was sent. */
  refreshToken: string | null;
  /** The consent whose chain that refresh token belongs to. */
  grantId: string | null;
  /** Whether that refresh token had been spent by an earlier request. */
  spent: boolean;
  /** The status that the provider decided on, even if the caller never saw it; null where it was not asked. */
  worked: number | null;
  /** Null while the request is in flight, and for ever when the caller got no answer. */
  status: number | null;
}

export interface Stats {
  calls: number;
  codeExchanges: number;
  refreshes: number;
  succeededRefreshes: number;
  spentRefreshes: number;
  inFlightRefreshes: number;
  maxConcurrentRefreshes: number;
  /** The same for the refreshes of one grant: above 1, somebody refreshed without holding the lease. */
  maxConcurrentPerGrant: number;
}

const remembered = 10_000;

/** Every request to the provider, and the counters that tests assert on. */
export class CallLog {
  #calls: Call[] = [];
  #stats: Stats = emptyStats();
  #nextId = 1;
  readonly #inFlight = new Map<string, number>();

  list(): Call[] {
    return [...this.#calls];
  }

  get stats(): Stats {
    return { ...this.#stats };
  }

  clear(): void {
    this.#calls = [];
    this.#stats = { ...emptyStats(), inFlightRefreshes: this.#stats.inFlightRefreshes };
  }

  open(incoming: Incoming, at: Date): Call {
    const sent = incoming.fields.get("refresh_token");
    const call: Call = {
      id: this.#nextId++,
      at: at.toISOString(),
      method: incoming.method,
      path: incoming.url.pathname,
      query: incoming.url.search,
      host: incoming.host,
      grant: incoming.grant,
      refreshToken: incoming.grant === "refresh_token" && sent !== undefined ? fingerprint(sent) : null,
      grantId: null,
      spent: false,
      worked: null,
      status: null,
    };
    this.#calls.push(call);
    if (this.#calls.length > remembered) this.#calls.shift();
    this.#stats.calls += 1;
    if (call.grant === "authorization_code") this.#stats.codeExchanges += 1;
    return call;
  }

  /** Counts a refresh in; the returned function counts it out. */
  enterRefresh(grantId: string): () => void {
    const stats = this.#stats;
    const ofGrant = (this.#inFlight.get(grantId) ?? 0) + 1;
    this.#inFlight.set(grantId, ofGrant);
    stats.refreshes += 1;
    stats.inFlightRefreshes += 1;
    stats.maxConcurrentRefreshes = Math.max(stats.maxConcurrentRefreshes, stats.inFlightRefreshes);
    stats.maxConcurrentPerGrant = Math.max(stats.maxConcurrentPerGrant, ofGrant);
    return () => {
      this.#stats.inFlightRefreshes -= 1;
      const left = (this.#inFlight.get(grantId) ?? 1) - 1;
      if (left === 0) this.#inFlight.delete(grantId);
      else this.#inFlight.set(grantId, left);
    };
  }

  markSpent(call: Call): void {
    call.spent = true;
    this.#stats.spentRefreshes += 1;
  }

  /** A refresh whose answer was lost has succeeded all the same: `workStatus` is what the provider decided. */
  markWorked(call: Call, workStatus: number): void {
    call.worked = workStatus;
    if (call.grant === "refresh_token" && workStatus === 200) this.#stats.succeededRefreshes += 1;
  }
}

function emptyStats(): Stats {
  return {
    calls: 0,
    codeExchanges: 0,
    refreshes: 0,
    succeededRefreshes: 0,
    spentRefreshes: 0,
    inFlightRefreshes: 0,
    maxConcurrentRefreshes: 0,
    maxConcurrentPerGrant: 0,
  };
}
