import "server-only";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { randomFraction } from "@/lib/crypto/random";
import { headersToReturn, headersToSend } from "@/lib/domain/proxy-headers";
import { proxyUrl } from "@/lib/domain/proxy-path";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { askedPauseSeconds } from "@/lib/providers/asked-pause";
import { holdProvider } from "@/lib/providers/outbound";
import { proxyTarget } from "@/lib/providers/proxy-target";
import { discard, openStream, type StreamMethod, type StreamResponse } from "@/lib/providers/stream";
import type { KeyedContext } from "../api-key/keyed-context";
import { type FreshToken, freshToken } from "../connection/fresh-token";
import { laterToken } from "./later-token";
import { readUpTo, wholeIfHere, wholeOf } from "./read-up-to";
import { type RequestBody, requestBody } from "./request-body";

export interface ForwardInput {
  method: StreamMethod;
  /** Percent-encoded, without a slash at its beginning. */
  path: string;
  search: string;
  headers: Headers;
  body: AsyncIterable<Uint8Array> | null;
  /** How often more it is tried; idempotent methods only. */
  retries: number;
  /** Aborted when the client has gone. */
  signal: AbortSignal;
}

export interface Forwarded {
  status: number;
  headers: Array<[string, string]>;
  /** Whole where it is small. */
  body: Readable | Buffer<ArrayBuffer> | null;
  gen: number;
}

type Prepared = Omit<ForwardInput, "body" | "headers"> & {
  headers: Record<string, string>;
  body: RequestBody;
};

// RFC 9110 §9.2.2.
const idempotent: readonly StreamMethod[] = ["GET", "HEAD", "PUT", "DELETE"];
const retriedStatuses = [429, 502, 503, 504];
const longestPauseSeconds = 5;
const refusalBytes = 64 * 1024;
const readWholeBytes = 64 * 1024;

/**
 * Passes a request on to a connection's provider with a fresh token. A token that is refused is
 * replaced once, where the body can be sent again.
 *
 * @throws {AppError} as `freshToken` and `openStream` do; `bad_request` for a path that could lead
 * elsewhere, `payload_too_large`, and `provider_error` for a redirect or too large an answer.
 */
export async function forwardRequest(
  ctx: KeyedContext,
  connectionId: string,
  input: ForwardInput,
): Promise<Forwarded> {
  if (input.retries > 0 && !idempotent.includes(input.method)) {
    throw new AppError("validation_failed", { fieldErrors: { "mostik-retry": ["retry_not_idempotent"] } });
  }
  const which = { projectId: ctx.actor.projectId, connectionId };
  const token = await freshToken(ctx, which, null, ctx.connection);
  const body = await requestBody(input.body, input.headers.get("content-length"));
  const prepared = { ...input, headers: headersToSend(input.headers), body };
  const answer = await sendWithRetries(ctx, prepared, token);
  if (answer.status !== 401 || !body.replayable) return await returned(answer, input.method, token.gen);
  const later = await laterToken(ctx, which, token);
  if (later === null) return await returned(answer, input.method, token.gen);
  discard(answer.body);
  return await returned(await sendWithRetries(ctx, prepared, later), input.method, later.gen);
}

async function sendWithRetries(
  ctx: KeyedContext,
  prepared: Prepared,
  token: FreshToken,
): Promise<StreamResponse> {
  const retries = prepared.body.replayable ? prepared.retries : 0;
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt >= retries;
    const answer = await sendOnce(ctx, prepared, token).catch((error: unknown) => {
      const mayPass =
        error instanceof AppError && error.code === "provider_error" && error.reason !== undefined;
      if (isLast || !mayPass || prepared.signal.aborted || error.reason === "provider_redirect") throw error;
      return null;
    });
    const asked = Number(answer?.headers["retry-after"] ?? 0);
    const isGood = answer !== null && !retriedStatuses.includes(answer.status);
    if (answer !== null && (isLast || isGood || !(asked <= longestPauseSeconds))) return answer;
    if (answer !== null) discard(answer.body);
    const pauseMs = Math.max(asked * 1000, 200 * 2 ** attempt * (0.5 + randomFraction()));
    await sleep(pauseMs, undefined, { signal: prepared.signal });
  }
}

async function sendOnce(ctx: KeyedContext, prepared: Prepared, token: FreshToken): Promise<StreamResponse> {
  const target = proxyTarget(token);
  const url = proxyUrl(target.base, prepared.path, prepared.search);
  if (url === null) throw new AppError("bad_request", { reason: "proxy_path_refused" });
  const { content, length } = prepared.body;
  const answer = await openStream({
    outbound: target.outbound,
    method: prepared.method,
    url,
    headers: {
      "user-agent": "Mostik/1",
      ...prepared.headers,
      ...target.headers,
      ...(length !== null && { "content-length": String(length) }),
    },
    body: content,
    signal: prepared.signal,
  });
  // An error of the body is the client's to see, and nobody's to catch until then.
  answer.body.on("error", () => {});
  if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) {
    answer.body.destroy();
    throw new AppError("provider_error", { reason: "provider_redirect" });
  }
  return answer.status === 429 ? await heldBack(ctx, target.outbound, answer) : answer;
}

/** Leaves the account alone for as long as the provider asks, and tells the client for how long. */
async function heldBack(
  ctx: KeyedContext,
  outbound: Parameters<typeof holdProvider>[0],
  answer: StreamResponse,
): Promise<StreamResponse> {
  const read = await readUpTo(answer.body, refusalBytes);
  const header = answer.headers["retry-after"];
  const asked = askedPauseSeconds(
    Array.isArray(header) ? header[0] : header,
    read.head.toString("utf8"),
    ctx.clock(),
  );
  await holdProvider(outbound, asked);
  return {
    ...answer,
    headers: { ...answer.headers, "retry-after": String(asked ?? 1) },
    body: Readable.from(wholeOf(read), { objectMode: false }),
  };
}

async function returned(answer: StreamResponse, method: StreamMethod, gen: number): Promise<Forwarded> {
  const { status } = answer;
  const headers = headersToReturn(answer.headers);
  if (method === "HEAD" || status === 204 || status === 205 || status === 304) {
    discard(answer.body);
    return { status, headers, body: null, gen };
  }
  const length = Number(answer.headers["content-length"] ?? Number.NaN);
  if (length > env().PROXY_ANSWER_MAX_MB * 1024 * 1024) {
    answer.body.destroy();
    throw new AppError("provider_error", { reason: "provider_answer_too_large" });
  }
  if (Number.isNaN(length)) {
    const whole = await wholeIfHere(answer.body);
    return { status, headers, body: whole?.byteLength === 0 ? null : (whole ?? answer.body), gen };
  }
  if (length > readWholeBytes) return { status, headers, body: answer.body, gen };
  // A small answer is as soon here as its head, and one that breaks off can still be told.
  const { head } = await readUpTo(answer.body, length).catch((error: unknown) => {
    throw new AppError("provider_error", { reason: "provider_no_answer", cause: error });
  });
  return { status, headers, body: head.byteLength === 0 ? null : head, gen };
}
