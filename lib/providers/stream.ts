import "server-only";
import { Readable } from "node:stream";
import { Agent, request } from "undici";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { transportFailure } from "./http";
import { enterProvider, leaveProvider, type Outbound } from "./outbound";
import { streamLimits } from "./stream-limits";

const discardedBytes = 64 * 1024;

export type StreamMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface StreamRequest {
  outbound: Outbound;
  method: StreamMethod;
  url: URL;
  headers: Record<string, string>;
  body: Buffer | AsyncIterable<Uint8Array> | null;
  /** Ends the call and its answer's body. */
  signal: AbortSignal;
}

export interface StreamResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Readable;
}

let agent: Agent | null = null;

/**
 * The way to a provider for what others ask of it: bodies are passed on as they come. 5 s to
 * connect, 30 s to the answer's head, 60 s between any two pieces of its body; redirects not
 * followed; the answer's size bounded.
 *
 * @throws {AppError} `provider_error` with reason `provider_not_reached` or `provider_no_answer`, and
 * as `enterProvider` where the provider was not called. Errors of the request's body come through.
 */
export async function openStream(call: StreamRequest): Promise<StreamResponse> {
  const { outbound, url, method, headers, body, signal } = call;
  await enterProvider(outbound, signal);
  agent ??= new Agent({
    connect: { timeout: streamLimits.connectMs },
    headersTimeout: streamLimits.headersMs,
    bodyTimeout: streamLimits.bodyIdleMs,
    keepAliveTimeout: 4_000,
    maxResponseSize: env().PROXY_ANSWER_MAX_MB * 1024 * 1024,
  });
  try {
    const content =
      body === null || Buffer.isBuffer(body) ? body : Readable.from(body, { objectMode: false });
    const response = await request(url, { method, headers, body: content, dispatcher: agent, signal });
    if (response.statusCode < 500) void leaveProvider(outbound, response.statusCode);
    return { status: response.statusCode, headers: response.headers, body: response.body };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const failure = transportFailure(error);
    // What a client asks for may take for ever; only a provider that is not there is everybody's matter.
    const isAway = failure.class === "transient";
    if (isAway) void leaveProvider(outbound, failure);
    throw new AppError("provider_error", {
      reason: isAway ? "provider_not_reached" : "provider_no_answer",
      cause: error,
    });
  }
}

/** Lets go of a body that nobody wants: a small one is read, so that its connection can be used again. */
export function discard(body: Readable): void {
  let size = 0;
  // That it breaks off is nobody's matter any more.
  body.on("error", () => {});
  body.on("data", (chunk: Uint8Array) => {
    size += chunk.byteLength;
    if (size > discardedBytes) body.destroy();
  });
}
