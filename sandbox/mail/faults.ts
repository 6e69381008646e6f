import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Refusal } from "./refusal";

export const faultInput = z.strictObject({
  /** The status to answer with; 200 only delays. */
  status: z.int().min(200).max(599),
  times: z.int().min(1).default(1),
  delayMs: z.int().min(0).max(60_000).default(0),
  /** The mail is taken first: what a sender sees whose answer is late or lost. */
  afterWork: z.boolean().default(false),
  retryAfterSeconds: z.int().min(0).optional(),
});

export type Fault = z.output<typeof faultInput>;

const names: Record<number, string> = {
  401: "missing_api_key",
  403: "invalid_api_key",
  422: "validation_error",
  429: "rate_limit_exceeded",
  500: "internal_server_error",
};

/** The next faults of the API, first come, first served. */
export class FaultList {
  #faults: Fault[] = [];

  list(): Fault[] {
    return this.#faults;
  }

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  clear(): void {
    this.#faults = [];
  }

  /** Does `work`, or what a test has ordered instead. */
  async around(work: () => Response | Promise<Response>): Promise<Response> {
    const fault = this.#take();
    if (fault === null) return await work();
    const answer = fault.afterWork ? await work() : null;
    await sleep(fault.delayMs);
    if (fault.status === 200) return answer ?? (await work());
    const { status, retryAfterSeconds } = fault;
    const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
    return new Refusal(status, names[status] ?? "application_error", "Ordered by a test.").response(headers);
  }

  #take(): Fault | null {
    const [fault, ...rest] = this.#faults;
    if (fault === undefined) return null;
    this.#faults = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }, ...rest] : rest;
    return fault;
  }
}
