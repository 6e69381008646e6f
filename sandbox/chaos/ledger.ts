import type { Call } from "@/sandbox/control/calls";
import type { KillPoint, TraceLine } from "./trace";

/** A pair is written, or stashed, well within this; who is killed later has lost nothing. */
const keptWithinMs = 6_000;

type Refresh = Pick<Call, "refreshToken" | "grantId" | "worked" | "status">;

export interface LedgerCounts {
  sent: number;
  succeeded: number;
  lostAnswers: number;
  permittedRetries: number;
}

/**
 * Judges what the providers were sent by what they logged themselves, against what the refreshers
 * traced. Tokens are known by their fingerprints.
 */
export class Ledger {
  readonly #sends = new Map<string, Refresh[]>();
  readonly #outlived = new Set<string>();
  #traces = new Map<string, TraceLine[]>();
  #killedAt = new Map<number, number>();
  readonly kills: Partial<Record<KillPoint, number>> = {};

  /** Calls in the order in which the provider took them. */
  add(calls: readonly Refresh[]): void {
    for (const call of calls) {
      if (call.refreshToken === null) continue;
      const known = this.#sends.get(call.refreshToken);
      if (known === undefined) this.#sends.set(call.refreshToken, [call]);
      else known.push(call);
    }
  }

  /** All that was traced until now, in place of what was given before. */
  setTraces(lines: readonly TraceLine[]): void {
    this.#traces = Map.groupBy(
      lines.filter(({ event }) => event === "sent" || event === "answered"),
      ({ token }) => token ?? "",
    );
    const killed = lines.filter(({ event }) => event === "killed");
    this.#killedAt = new Map(killed.map(({ pid, at }) => [pid, at]));
    for (const [point, of] of Map.groupBy(killed, (line) => line.point)) {
      if (point !== undefined) this.kills[point] = of.length;
    }
  }

  /** The lease was made to end while this token was under way: two processes may send it. */
  excuseOutlived(token: string): void {
    this.#outlived.add(token);
  }

  /** Whether the provider has replaced this token by another. */
  wasRotated(token: string): boolean {
    return this.#sends.get(token)?.some(({ worked }) => worked === 200) ?? false;
  }

  /** What was done that must never be; empty where all is well. */
  violations(): string[] {
    return [...this.#sends.keys()].flatMap((token) => {
      const again = this.#sendsAfterRotation(token);
      if (again === 0 || this.#outlived.has(token)) return [];
      if (again > 1) return [`the spent token ${token} was sent ${again} times`];
      return this.#answerWasLost(token) ? [] : [`the spent token ${token} was sent although its answer came`];
    });
  }

  /** Whether a chain of tokens can rightly be dead: the answer to one was lost, or the provider lied. */
  mayBeDead(tokens: ReadonlySet<string>): boolean {
    const grants = new Set([...tokens].flatMap((token) => this.#sends.get(token) ?? []).map(grantOf));
    grants.delete(null);
    return [...this.#sends].some(([token, sends]) => {
      if (!tokens.has(token) && !sends.some((send) => grants.has(grantOf(send)))) return false;
      const lied = sends.some(({ status, worked }) => status === 400 && worked === null);
      return lied || this.#outlived.has(token) || (this.wasRotated(token) && this.#answerWasLost(token));
    });
  }

  counts(): LedgerCounts {
    const tokens = [...this.#sends.keys()];
    const sends = [...this.#sends.values()].flat();
    return {
      sent: sends.length,
      succeeded: sends.filter(({ worked }) => worked === 200).length,
      lostAnswers: tokens.filter((token) => this.wasRotated(token) && this.#isUnanswered(token)).length,
      permittedRetries: tokens.filter((token) => this.#sendsAfterRotation(token) === 1).length,
    };
  }

  /** How often the provider was asked to judge this token after it had replaced it. */
  #sendsAfterRotation(token: string): number {
    const judged = (this.#sends.get(token) ?? []).filter(({ worked }) => worked !== null);
    const rotated = judged.findIndex(({ worked }) => worked === 200);
    return rotated === -1 ? 0 : judged.length - rotated - 1;
  }

  /** No answer came to a process that sent it, or that process was killed before it could keep the pair. */
  #answerWasLost(token: string): boolean {
    const traced = this.#traces.get(token) ?? [];
    const held = traced.some(
      ({ event, pid, at }) =>
        event === "answered" && (this.#killedAt.get(pid) ?? Number.POSITIVE_INFINITY) - at < keptWithinMs,
    );
    return held || this.#isUnanswered(token);
  }

  #isUnanswered(token: string): boolean {
    const traced = this.#traces.get(token) ?? [];
    return traced.length > 2 * traced.filter(({ event }) => event === "answered").length;
  }
}

function grantOf(send: Refresh): string | null {
  return send.grantId;
}
