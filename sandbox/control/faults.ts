import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Answer, send } from "./answer";
import type { Incoming } from "./incoming";

/** What `POST /_sandbox/faults` takes. `path` may end in `*`; absent filters match everything. */
export const faultSchema = z.strictObject({
  path: z.string().startsWith("/").optional(),
  grant: z.string().optional(),
  host: z.string().toLowerCase().optional(),
  kind: z.enum(["lose_answer", "delay", "status", "html", "drop"]),
  times: z.int().min(1).max(1_000_000).default(1),
  delayMs: z.int().min(0).max(600_000).default(0),
  /** For `delay`, `status` and `html`: do the work first, tokens rotated and all. */
  afterWork: z.boolean().default(false),
  status: z.int().min(200).max(599).default(503),
  body: z.string().default(""),
  contentType: z.string().default("text/plain; charset=utf-8"),
  headers: z.record(z.string(), z.string()).default({}),
});

export type Fault = z.infer<typeof faultSchema>;

const badGateway =
  "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";

/** The misbehaviours ordered by a test; each is taken as often as its `times` says, oldest first. */
export class FaultBook {
  #pending: Fault[] = [];

  add(fault: Fault): void {
    this.#pending.push(fault);
  }

  list(): Fault[] {
    return this.#pending.map((fault) => ({ ...fault }));
  }

  clear(): void {
    this.#pending = [];
  }

  take(incoming: Incoming): Fault | null {
    const fault = this.#pending.find((candidate) => matches(candidate, incoming));
    if (!fault) return null;
    fault.times -= 1;
    this.#pending = this.#pending.filter((candidate) => candidate.times > 0);
    return fault;
  }
}

/** Carries out the fault around the provider's work; `work` writes the answer to `response`. */
export async function misbehave(
  fault: Fault,
  response: ServerResponse,
  work: () => Promise<void>,
): Promise<void> {
  if (fault.kind === "drop") {
    response.socket?.destroy();
    return;
  }
  if (fault.kind === "lose_answer") {
    replaceEnd(response, () => response.socket?.destroy());
    await work();
    return;
  }
  if (!fault.afterWork) {
    await sleep(fault.delayMs);
    if (fault.kind === "delay") await work();
    else send(response, cannedAnswer(fault));
    return;
  }
  await answerAfterWork(fault, response, work);
}

async function answerAfterWork(
  fault: Fault,
  response: ServerResponse,
  work: () => Promise<void>,
): Promise<void> {
  const end = response.end.bind(response);
  let body: unknown;
  replaceEnd(response, (chunk) => {
    body = chunk;
  });
  await work();
  await sleep(fault.delayMs);
  response.end = end;
  if (fault.kind === "delay") {
    if (typeof body === "string" || Buffer.isBuffer(body)) response.end(body);
    else response.end();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  send(response, cannedAnswer(fault));
}

function replaceEnd(response: ServerResponse, end: (chunk: unknown) => void): void {
  response.end = ((chunk?: unknown) => {
    end(chunk);
    return response;
  }) as ServerResponse["end"];
}

function cannedAnswer(fault: Fault): Answer {
  if (fault.kind === "html") {
    return { status: 502, headers: { "content-type": "text/html" }, body: badGateway };
  }
  return {
    status: fault.status,
    headers: { "content-type": fault.contentType, ...fault.headers },
    body: fault.body,
  };
}

function matches(fault: Fault, incoming: Incoming): boolean {
  return (
    (fault.path === undefined || pathMatches(fault.path, incoming.url.pathname)) &&
    (fault.grant === undefined || fault.grant === incoming.grant) &&
    (fault.host === undefined || fault.host === incoming.host)
  );
}

function pathMatches(pattern: string, path: string): boolean {
  return pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
