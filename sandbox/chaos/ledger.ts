import { mayHideSuccess } from "@/lib/providers/may-hide-success";
import type { Call } from "@/sandbox/control/calls";
import type { KillPoint, TraceLine } from "./trace";

/** A pair is written, or stashed, well within this; who is killed later has lost nothing. */
const keptWithinMs = 6_000;

type Refresh = Pick<Call, "refreshToken" | "grantId" | "worked" | "status">;

export interface LedgerCounts {
  sent: number;
  succeeded: number;
  lostAnswers: number;
  /** Those of them that a gateway answered in the provider's place. */
  lostBehindGateways: number;
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
      const lost = this.#lostAnswers(token);
      if (again <= lost || this.#outlived.has(token)) return [];
      const claim = `the spent token ${token} was sent ${again} times for ${lost} lost answers`;
      return [`${claim}; ${this.#history(token)}`];
    });
  }

  #history(token: string): string {
    const sends = this.#sends.get(token) ?? [];
    const judged = sends.map(({ worked, status }) => `${worked ?? "not asked"}/${status ?? "no answer"}`);
    const traced = (this.#traces.get(token) ?? []).map(({ event, pid, at }) => `${at} ${pid} ${event}`);
    return `the provider: ${judged.join(", ")}; the processes: ${traced.join(", ")}`;
  }

  /** Whether a chain of tokens can rightly be dead: the answer to one was lost, or the provider lied. */
  mayBeDead(tokens: ReadonlySet<string>): boolean {
    const grants = new Set([...tokens].flatMap((token) => this.#sends.get(token) ?? []).map(grantOf));
    grants.delete(null);
    return [...this.#sends].some(([token, sends]) => {
      if (!tokens.has(token) && !sends.some((send) => grants.has(grantOf(send)))) return false;
      const lied = sends.some(({ status, worked }) => status === 400 && worked === null);
      return lied || this.#outlived.has(token) || (this.wasRotated(token) && this.#lostAnswers(token) > 0);
    });
  }

  counts(): LedgerCounts {
    const tokens = [...this.#sends.keys()];
    const sends = [...this.#sends.values()].flat();
    return {
      sent: sends.length,
      succeeded: sends.filter(({ worked }) => worked === 200).length,
      lostAnswers: tokens.filter((token) => this.wasRotated(token) && this.#untold(token) > 0).length,
      lostBehindGateways: tokens.filter((token) => this.wasRotated(token) && this.#ofGateways(token) > 0)
        .length,
      permittedRetries: tokens.reduce((sum, token) => sum + this.#sendsAfterRotation(token), 0),
    };
  }

  /** How often the provider was asked to judge this token after it had replaced it. */
  #sendsAfterRotation(token: string): number {
    const judged = (this.#sends.get(token) ?? []).filter(({ worked }) => worked !== null);
    const rotated = judged.findIndex(({ worked }) => worked === 200);
    return rotated === -1 ? 0 : judged.length - rotated - 1;
  }

  /** Times that who sent it was not told what became of it, or was killed before it could keep what came. */
  #lostAnswers(token: string): number {
    const lost = (this.#traces.get(token) ?? []).filter(
      (line) =>
        line.event === "answered" &&
        !isGateways(line) &&
        (this.#killedAt.get(line.pid) ?? Number.POSITIVE_INFINITY) - line.at < keptWithinMs,
    );
    return lost.length + this.#untold(token);
  }

  #ofGateways(token: string): number {
    return (this.#traces.get(token) ?? []).filter(isGateways).length;
  }

  /** Times that no answer came to who sent it, or one of a gateway that had none itself. */
  #untold(token: string): number {
    const traced = this.#traces.get(token) ?? [];
    const told = traced.filter((line) => line.event === "answered" && !isGateways(line));
    return traced.filter(({ event }) => event === "sent").length - told.length;
  }
}

function grantOf(send: Refresh): string | null {
  return send.grantId;
}

/** A success is none that hides: the imitations write theirs so that they can be read. */
function isGateways({ status = 0 }: TraceLine): boolean {
  return status >= 300 && mayHideSuccess(status);
}
