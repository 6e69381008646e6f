import { z } from "zod";
import type { ProviderFailure } from "@/lib/domain/provider";
import type { ProviderResponse } from "../http";
import { jsonOrNull } from "../json-or-null";
import { retryAfterSeconds } from "../retry-after";

const Problem = z.object({ retry_after: z.number().int().nonnegative().nullish() });

/**
 * What an answer of the API that is not a success means: 401 is about the token, 402 about the
 * account's tariff, 403 about the person's rights. A 403 in HTML is a block of the address or the
 * account and passes, as 429 and 5xx do.
 */
export function amocrmApiFailure(answer: ProviderResponse, now: Date): ProviderFailure {
  const { status, text } = answer;
  const document = Problem.safeParse(jsonOrNull(text)).data;
  const passes = status === 429 || status >= 500 || (document === undefined && text !== "");
  return {
    class: status === 401 ? "terminal" : passes ? "transient" : "config",
    code: `http_${status}`,
    httpStatus: status,
    retryAfterSeconds: document?.retry_after ?? retryAfterSeconds(answer.headers["retry-after"], now),
  };
}
