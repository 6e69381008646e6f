import type { Call, Stats } from "@/sandbox/control/calls";
import type { Fault } from "@/sandbox/control/faults";

/** Steers a running sandbox provider through its control API, as any test or script would. */
export class ControlClient {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  post(name: string, body: object = {}): Promise<Response> {
    return fetch(`${this.#origin}/_sandbox/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  async advance(seconds: number): Promise<void> {
    await this.post("clock", { advanceSeconds: seconds });
  }

  async fault(fault: Partial<Fault>): Promise<void> {
    await this.post("faults", fault);
  }

  async clearFaults(): Promise<void> {
    await fetch(`${this.#origin}/_sandbox/faults`, { method: "DELETE" });
  }

  async clearCalls(): Promise<void> {
    await fetch(`${this.#origin}/_sandbox/calls`, { method: "DELETE" });
  }

  async settings(patch: object): Promise<void> {
    await this.post("settings", patch);
  }

  async authorize(url: string, account: string, deny = false): Promise<URL> {
    const response = await this.post("authorize", { url, account, deny });
    const { redirectTo } = (await response.json()) as { redirectTo: string };
    return new URL(redirectTo);
  }

  async calls(): Promise<Call[]> {
    return (await (await fetch(`${this.#origin}/_sandbox/calls`)).json()) as Call[];
  }

  async stats(): Promise<Stats> {
    return (await (await fetch(`${this.#origin}/_sandbox/stats`)).json()) as Stats;
  }
}
