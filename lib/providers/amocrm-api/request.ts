import "server-only";
import type { z } from "zod";
import { sendToAccount } from "../amocrm-request";
import type { ProviderRequest } from "../http";
import { jsonOrNull } from "../json-or-null";
import { providerError } from "../provider";
import { amocrmApiFailure } from "./failure";

/** What each call of the API needs. `now` only reads a Retry-After that is a date. */
export interface AmocrmAccess extends Pick<ProviderRequest, "timeoutMs"> {
  /** `https://<account host>`. */
  origin: string;
  accessToken: string;
  now: Date;
}

/**
 * The one way to an account's API: reads, checks and takes out what we know. Null for 204, which is
 * how amoCRM says that there is nothing.
 *
 * @param path with its query.
 * @throws {AppError} `provider_error` caused by a `ProviderFailure`; its `httpStatus` is 401 where
 * the token was refused.
 */
export async function getAmocrm<S extends z.ZodType>(
  access: AmocrmAccess,
  path: string,
  schema: S,
): Promise<z.output<S> | null> {
  const answer = await sendToAccount(access.origin, path, {
    method: "GET",
    headers: { authorization: `Bearer ${access.accessToken}` },
    ...(access.timeoutMs !== undefined && { timeoutMs: access.timeoutMs }),
  });
  if (answer.status === 204) return null;
  if (answer.status !== 200) throw providerError(amocrmApiFailure(answer, access.now));
  const body = schema.safeParse(jsonOrNull(answer.text));
  if (!body.success) throw unexpectedAnswer("unexpected_answer");
  return body.data;
}

/** A success that is not what is documented. */
export function unexpectedAnswer(code: "unexpected_answer" | "foreign_next_link") {
  return providerError({ class: "transient", code, httpStatus: 200, retryAfterSeconds: null });
}
