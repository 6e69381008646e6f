import "server-only";
import { Agent, request } from "undici";
import { AppError } from "@/lib/errors";
import { providerError } from "./provider";

const usualTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;
const maxBodyBytes = 4 * 1024 * 1024;

export interface ProviderRequest {
  method: "GET" | "POST";
  url: URL;
  headers?: Record<string, string>;
  body?: string;
  /** In place of the usual 15 s in all. */
  timeoutMs?: number;
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
 * redirects not followed.
 *
 * @throws {AppError} `provider_error`, `transient` where nothing was sent, `ambiguous` where no
 * answer came.
 */
export async function send({
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
  try {
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
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = failureCode(error);
    throw providerError({
      class: neverSent.has(code) ? "transient" : "ambiguous",
      code,
      httpStatus: null,
      retryAfterSeconds: null,
    });
  }
}

function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError") return "timeout";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause instanceof Error ? failureCode(error.cause) : error.name;
}
