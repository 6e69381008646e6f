import type { z } from "zod";
import { db } from "@/db/client";
import type { Contract } from "@/lib/api/contract";
import { systemNow } from "@/lib/clock";
import { randomId } from "@/lib/crypto/token";
import { clientNetwork } from "@/lib/domain/client-network";
import { ConnectionId } from "@/lib/domain/connection-id";
import { AppError } from "@/lib/errors";
import { limitCounted } from "@/lib/kv/counted-limit";
import { limitRequests, type RateLimit } from "@/lib/kv/rate-limit";
import { type Authenticated, authenticateApiKey } from "@/lib/services/api-key/authenticate";
import type { KeyedContext } from "@/lib/services/api-key/keyed-context";
import { clientAddress } from "./client-address";
import { type Handler, wholeHandler } from "./handler";
import { logRefusal } from "./log-refusal";
import { parse } from "./parse";
import { problemAnswer } from "./problem";
import { queryOf } from "./query-of";
import { readJson } from "./read-json";
import type { WholeAnswer } from "./whole-answer";

export interface RouteInput<P, Q, B> {
  ctx: KeyedContext;
  params: P;
  query: Q;
  body: B;
}

export interface RawRouteInput {
  ctx: KeyedContext;
  request: Request;
  params: Record<string, string>;
}

interface RouteOptions {
  /** The parameter of the path that names a connection, which is read together with the key. */
  connectionIn?: string;
}

const perKey: RateLimit = { name: "api-key", limit: 6_000, windowSeconds: 60 };
const failedPerClient: RateLimit = { name: "api-key-failed", limit: 60, windowSeconds: 60 };

/**
 * An operation of the API: who → how often → what → work → shape. The answer is parsed by the
 * contract too, so that nothing leaves that it does not name.
 */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  contract: Contract<P, Q, B, A>,
  handle: (input: RouteInput<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A>>,
  options: RouteOptions = {},
): Handler {
  return wholeHandler(async (request, params) => {
    const requestId = randomId();
    try {
      const ctx = await keyContext(request, requestId, contract.scope, connectionOf(options, params));
      const query = queryOf(request);
      const answer = await handle({
        ctx,
        params: parse(contract.params, params),
        query: parse(contract.query, query),
        body: parse(contract.body, contract.method === "GET" ? undefined : await readJson(request)),
      });
      return shaped(contract, contract.response.body.parse(answer), requestId);
    } catch (error) {
      return problemAnswer(error, requestId);
    }
  });
}

/** An operation whose bodies are not ours to read or shape: who → how often → work. */
export function rawRoute(
  scope: Contract["scope"],
  handle: (input: RawRouteInput) => Promise<WholeAnswer | Response>,
  options: RouteOptions = {},
): Handler {
  return wholeHandler(async (request, params) => {
    const requestId = randomId();
    try {
      const ctx = await keyContext(request, requestId, scope, connectionOf(options, params));
      return await handle({ ctx, request, params });
    } catch (error) {
      return problemAnswer(error, requestId);
    }
  });
}

/** What is no identifier is refused later, with the other parameters. */
function connectionOf({ connectionIn }: RouteOptions, params: Record<string, string>): string | null {
  return connectionIn === undefined ? null : (ConnectionId.safeParse(params[connectionIn]).data ?? null);
}

async function keyContext(
  request: Request,
  requestId: string,
  scope: Contract["scope"],
  connectionId: string | null,
): Promise<KeyedContext> {
  const client = { ip: clientAddress(request.headers), userAgent: request.headers.get("user-agent") };
  const anonymous = { now: systemNow(), requestId, client, db: db() };
  let known: Authenticated | null = null;
  try {
    const [, secret] = /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
    known = secret === undefined ? null : await authenticateApiKey(anonymous, secret, connectionId);
    if (known === null) {
      await limitRequests(failedPerClient, clientNetwork(client.ip));
      throw new AppError("unauthenticated");
    }
    await limitCounted(perKey, known.actor.keyId);
    if (!known.actor.scopes.includes(scope))
      throw new AppError("forbidden", { reason: "scope_missing", extra: { scope } });
    return { ...anonymous, ...known, clock: systemNow };
  } catch (error) {
    logRefusal(error, { requestId, client, ...(known !== null && { actor: known.actor }) });
    throw error;
  }
}

function shaped(contract: Contract, answer: unknown, requestId: string): WholeAnswer {
  return {
    status: contract.response.status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": requestId,
    },
    body: JSON.stringify(answer),
  };
}
