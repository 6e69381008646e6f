import { subscribe } from "node:diagnostics_channel";
import { openSync, writeSync } from "node:fs";
import { Batches } from "@/lib/batches";
import { fingerprint, parseJson } from "@/sandbox/control/incoming";
import type { KillPoint, TraceLine } from "./trace";

interface SentRequest {
  body: unknown;
}

const statuses = new WeakMap<SentRequest, number>();
let armed: KillPoint | null = null;
let answeredSinceArmed = false;

/** The next refresh of this process that gets to `point` is its end. */
export function armKill(point: KillPoint | null): void {
  armed = point;
  answeredSinceArmed = false;
}

/**
 * Watches this process's refreshes from the outside, by what undici publishes of each request and by
 * the end of each batch of rotations: the product has no hooks and knows nothing of it.
 */
export function watchRefreshes(traceFile: string): void {
  const file = openSync(traceFile, "a");
  const write = (line: Omit<TraceLine, "pid" | "at">) =>
    writeSync(file, `${JSON.stringify({ ...line, pid: process.pid, at: Date.now() })}\n`);
  const reach = (point: KillPoint, token: string | null) => {
    if (armed !== point) return;
    write({ event: "killed", token, point });
    process.kill(process.pid, "SIGKILL");
  };
  onRequest("undici:request:create", (token) => {
    write({ event: "sending", token });
    reach("before_call", token);
  });
  onRequest("undici:request:bodySent", (token) => {
    write({ event: "sent", token });
    reach("after_sending", token);
  });
  subscribe("undici:request:headers", (message) => {
    const { request, response } = message as { request: SentRequest; response: { statusCode: number } };
    statuses.set(request, response.statusCode);
  });
  onRequest("undici:request:trailers", (token, request) => {
    const status = statuses.get(request);
    write({ event: "answered", token, ...(status !== undefined && { status }) });
    answeredSinceArmed = true;
    reach("after_answer", token);
  });
  afterRotations(() => {
    if (answeredSinceArmed) reach("after_commit", null);
  });
}

function onRequest(channel: string, seen: (token: string, request: SentRequest) => void): void {
  subscribe(channel, (message) => {
    const { request } = message as { request: SentRequest };
    const token = refreshTokenOf(request);
    if (token !== null) seen(fingerprint(token), request);
  });
}

function refreshTokenOf({ body }: SentRequest): string | null {
  if (!Buffer.isBuffer(body) && typeof body !== "string") return null;
  const text = body.toString();
  const json = parseJson(text);
  if (typeof json === "object" && json !== null && "refresh_token" in json) return String(json.refresh_token);
  return text.startsWith("{") ? null : new URLSearchParams(text).get("refresh_token");
}

/** A rotation is written with others: their batch has ended when its writer goes on. */
function afterRotations(ended: () => void): void {
  const { add } = Batches.prototype;
  Batches.prototype.add = async function watched(item: unknown) {
    const outcome: unknown = await add.call(this, item);
    if (typeof item === "object" && item !== null && "sealed" in item) ended();
    return outcome;
  };
}
