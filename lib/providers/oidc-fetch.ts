import "server-only";
import * as oauth from "oauth4webapi";
import { systemClockSkewSeconds } from "@/lib/clock";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import { AppError } from "@/lib/errors";
import { clusterOfIssuer } from "./dodois-api/cluster";
import { send } from "./http";
import { mayHideSuccess } from "./may-hide-success";
import { providerError, providerFailure } from "./provider";
import { retryAfterSeconds } from "./retry-after";

/** Options for each request of oauth4webapi: through our one door, over plain HTTP only in the sandbox. */
export function requestOptions(issuer: string, leftMs?: () => number) {
  const cluster = clusterOfIssuer(issuer).id;
  return {
    [oauth.customFetch]: async (url: string, options: FetchOptions) =>
      await fetchThroughDoor(url, options, cluster, leftMs),
    [oauth.allowInsecureRequests]: issuer.startsWith("http:"),
  };
}

/** The deployment's client; the skew makes the sandbox's shifted clock that of the token checks too. */
export function oidcClient(clientId: string): oauth.Client {
  return { client_id: clientId, [oauth.clockSkew]: systemClockSkewSeconds(), [oauth.clockTolerance]: 60 };
}

interface FetchOptions {
  method: string;
  headers?: Record<string, string>;
  body?: unknown;
}

async function fetchThroughDoor(
  url: string,
  options: FetchOptions,
  cluster: DodoisClusterId,
  leftMs: (() => number) | undefined,
) {
  const method = options.method === "POST" ? "POST" : "GET";
  const { status, headers, text } = await send({
    outbound: { provider: "dodois", surface: "token", account: null, cluster },
    method,
    leftMs,
    url: new URL(url),
    headers: options.headers ?? {},
    ...(options.body !== undefined && options.body !== null && { body: String(options.body) }),
  }).catch((error: unknown) => {
    throw method === "GET" ? withoutSuspicion(error) : error;
  });
  const answer = new Response(status === 204 ? null : text, { status, headers });
  if (status < 500 && status !== 429) return answer;
  throw method === "POST" && mayHideSuccess(status) ? lostAnswer(status) : answerFailure(answer);
}

/** A document that did not come says nothing of the refresh token: that was never sent. */
function withoutSuspicion(error: unknown): unknown {
  const failure = providerFailure(error);
  return failure?.class === "ambiguous" ? providerError({ ...failure, class: "transient" }) : error;
}

/** Judges by the code of the error document (RFC 6749 §5.2), never by its status or text. */
export function asProviderError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof oauth.ResponseBodyError) {
    const dead = error.error === "invalid_grant";
    return providerError({
      class: dead ? "terminal" : "config",
      code: error.error,
      httpStatus: error.status,
      retryAfterSeconds: null,
    });
  }
  if (error instanceof oauth.OperationProcessingError && error.cause instanceof Response) {
    return answerFailure(error.cause);
  }
  return providerError({
    class: "transient",
    code: unexpectedCode(error),
    httpStatus: null,
    retryAfterSeconds: null,
  });
}

/** Something came back for a grant that does not tell whether it was spent. */
export function lostAnswer(status: number): AppError {
  return providerError({
    class: "ambiguous",
    code: `http_${status}`,
    httpStatus: status,
    retryAfterSeconds: null,
  });
}

function answerFailure(answer: Response): AppError {
  return providerError({
    class: "transient",
    code: `http_${answer.status}`,
    httpStatus: answer.status,
    retryAfterSeconds: retryAfterSeconds(answer.headers.get("retry-after") ?? undefined, new Date()),
  });
}

function unexpectedCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "unexpected_answer";
}
