import "server-only";
import type { z } from "zod";
import { type ProviderRequest, send } from "../http";
import { jsonOrNull } from "../json-or-null";
import { providerError } from "../provider";
import { tokenName } from "../token-name";
import type { DodoisCluster } from "./cluster";
import { dodoisApiFailure } from "./failure";

/** What each call of the API needs. `now` only reads a Retry-After that is a date. */
export interface DodoisAccess extends Pick<ProviderRequest, "timeoutMs"> {
  cluster: DodoisCluster;
  accessToken: string;
  now: Date;
}

/** Lists go comma-joined without spaces; what is undefined or empty is left out. */
export type DodoisQuery = Record<string, string | number | boolean | readonly string[] | undefined>;

interface DodoisGet<S extends z.ZodType> {
  /** `issuer` for what OpenID Connect defines. */
  host?: "api" | "issuer";
  path: string;
  query?: DodoisQuery;
  schema: S;
}

/**
 * The one way to the API: reads, checks and takes out what we know, ignoring fields that are new.
 *
 * @throws {AppError} `provider_error` caused by a `ProviderFailure`; its `httpStatus` is 401 where
 * the token was refused.
 */
export async function getDodois<S extends z.ZodType>(
  access: DodoisAccess,
  { host = "api", path, query = {}, schema }: DodoisGet<S>,
): Promise<z.output<S>> {
  const url = new URL(access.cluster[host] + path);
  url.search = queryText(query);
  const answer = await send({
    outbound: {
      provider: "dodois",
      surface: "api",
      account: tokenName(access.accessToken),
      cluster: access.cluster.id,
    },
    method: "GET",
    url,
    headers: { authorization: `Bearer ${access.accessToken}` },
    ...(access.timeoutMs !== undefined && { timeoutMs: access.timeoutMs }),
  });
  if (answer.status !== 200) throw providerError(dodoisApiFailure(answer, access.now));
  const body = schema.safeParse(jsonOrNull(answer.text));
  if (!body.success) throw unexpectedAnswer();
  return body.data;
}

/** A success whose body is not what is documented: HTML, or another shape. */
export function unexpectedAnswer() {
  return providerError({
    class: "transient",
    code: "unexpected_answer",
    httpStatus: 200,
    retryAfterSeconds: null,
  });
}

function queryText(query: DodoisQuery): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
    return text === ""
      ? []
      : [`${encodeURIComponent(name)}=${encodeURIComponent(text).replaceAll("%2C", ",")}`];
  });
  return pairs.join("&");
}
