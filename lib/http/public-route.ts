import type { z } from "zod";
import { db } from "@/db/client";
import type { PublicContract } from "@/lib/api/public-contract";
import { systemNow } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { randomId } from "@/lib/crypto/token";
import { clientNetwork } from "@/lib/domain/client-network";
import { limitCounted } from "@/lib/kv/counted-limit";
import { clientAddress } from "./client-address";
import { type Handler, wholeHandler } from "./handler";
import { logRefusal } from "./log-refusal";
import { parse } from "./parse";
import { problemAnswer } from "./problem";
import { queryOf } from "./query-of";
import { readJson } from "./read-json";

interface PublicInput<P, Q, B> {
  ctx: Context<{ type: "anonymous" }>;
  params: P;
  query: Q;
  body: B;
}

/** An operation of the API for anybody: how often → what → work → shape. */
export function publicRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  contract: PublicContract<P, Q, B, A>,
  handle: (input: PublicInput<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A>>,
): Handler {
  return wholeHandler(async (request, params) => {
    const requestId = randomId();
    const client = { ip: clientAddress(request.headers), userAgent: request.headers.get("user-agent") };
    try {
      await limitCounted(contract.perClient, clientNetwork(client.ip));
      const answer = await handle({
        ctx: { actor: { type: "anonymous" }, now: systemNow(), requestId, client, db: db() },
        params: parse(contract.params, params),
        query: parse(contract.query, queryOf(request)),
        body: parse(contract.body, contract.method === "GET" ? undefined : await readJson(request)),
      });
      return {
        status: contract.response.status,
        headers: {
          "content-type": "application/json",
          "cache-control": "no-store",
          "x-request-id": requestId,
        },
        body: JSON.stringify(contract.response.body.parse(answer)),
      };
    } catch (error) {
      logRefusal(error, { requestId, client });
      return problemAnswer(error, requestId);
    }
  });
}
