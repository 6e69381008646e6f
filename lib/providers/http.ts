import "server-only";
import { Agent, request } from "undici";
import { systemNow } from "@/lib/clock";
import type { ProviderFailure } from "@/lib/domain/provider";
import { AppError } from "@/lib/errors";
import { askedPauseSeconds } from "./asked-pause";
import { enterProvider, holdProvider, leaveProvider, type Outbound } from "./outbound";
import { providerError } from "./provider";

const usualTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;
const maxBodyBytes = 4 * 1024 * 1024;

export interface ProviderRequest {
  /** What the call counts against. */
  outbound: Outbound;
  method: "GET" | "POST";
  url: URL;
  headers?: Record<string, string>;
  body?: string;
  /** In place of the usual 15 s in all. */
  timeoutMs?: number;
  /** Milliseconds that are left to who asks: a call is not begun that could outlast them. */
  leftMs?: (() => number) | undefined;
}

export interface ProviderResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
}

// Nothing was sent when one of these is the cause, so the request had no effect.
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
]);

let agent: Agent | null = null;

/**
 * The only way to a provider's token endpoints and API: 15 s in all, 5 s to connect, at most 4 MiB,
 * redirects not followed, within the provider's limits.
 *
 * @throws {AppError} `provider_error`, `transient` where nothing was sent, `ambiguous` where no
 * answer came; as `enterProvider` where it was not called at all. `transient` with `out_of_time`
 * where its time-out is longer than what is left.
 */
export async function send(request: ProviderRequest): Promise<ProviderResponse> {
  const { outbound } = request;
  await enterProvider(outbound);
  requireTime(request);
  try {
    const response = await exchange(request);
    // Not waited for: between the answer and the commit of new tokens nothing may stand.
    void leaveProvider(outbound, response.status);
    if (response.status === 429) {
      const asked = askedPauseSeconds(response.headers["retry-after"], response.text, systemNow());
      await holdProvider(outbound, asked);
    }
    return response;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const failure = transportFailure(error);
    await leaveProvider(outbound, failure);
    throw providerError(failure);
  }
}

function requireTime({ leftMs, timeoutMs = usualTimeoutMs }: ProviderRequest): void {
  if (leftMs === undefined || leftMs() >= timeoutMs) return;
  throw providerError({ class: "transient", code: "out_of_time", httpStatus: null, retryAfterSeconds: null });
}

async function exchange({
  method,
  url,
  headers,
  body,
  timeoutMs = usualTimeoutMs,
}: ProviderRequest): Promise<ProviderResponse> {
  agent ??= new Agent({
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: 4_000,
    maxResponseSize: maxBodyBytes,
  });
  const response = await request(url, {
    method,
    dispatcher: agent,
    headers: { accept: "application/json", "user-agent": "Mostik/1", ...headers },
    body: body ?? null,
    signal: AbortSignal.timeout(timeoutMs),
  });
  return {
    status: response.statusCode,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : (value ?? ""),
      ]),
    ),
    text: await response.body.text(),
  };
}

/** What it means that no answer came: whether anything was sent. */
export function transportFailure(error: unknown): ProviderFailure {
  const code = failureCode(error);
  return {
    class: neverSent.has(code) ? "transient" : "ambiguous",
    code,
    httpStatus: null,
    retryAfterSeconds: null,
  };
}

function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return "timeout";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause instanceof Error ? failureCode(error.cause) : error.name;
}
