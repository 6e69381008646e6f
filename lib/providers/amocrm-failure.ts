import { z } from "zod";
import type { ProviderFailure } from "@/lib/domain/provider";
import type { ProviderResponse } from "./http";
import { jsonOrNull } from "./json-or-null";
import { retryAfterSeconds } from "./retry-after";

const ErrorDocument = z.object({
  hint: z.string().optional(),
  type: z.string().optional(),
  retry_after: z.number().int().nonnegative().optional(),
});

/**
 * What an answer of amoCRM that is not a success means. An OAuth problem document with 401 is about
 * the token, with 400 about the integration's own parameters; everything else (HTML blocks, 402,
 * 429, 5xx) passes.
 */
export function amocrmFailure(answer: ProviderResponse, now: Date): ProviderFailure {
  const document = ErrorDocument.safeParse(jsonOrNull(answer.text)).data;
  const aboutOAuth = document?.type?.includes("OAuthProblemJson") === true || document?.hint !== undefined;
  const failure = {
    code: document?.hint ?? `http_${answer.status}`,
    httpStatus: answer.status,
    retryAfterSeconds: document?.retry_after ?? retryAfterSeconds(answer.headers["retry-after"], now),
  };
  if (aboutOAuth && answer.status === 401) return { ...failure, class: "terminal" };
  if (aboutOAuth && answer.status === 400) return { ...failure, class: "config" };
  return { ...failure, class: "transient" };
}
