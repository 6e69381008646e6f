import { z } from "zod";
import type { ProviderFailure } from "@/lib/domain/provider";
import { askedPauseSeconds } from "../asked-pause";
import type { ProviderResponse } from "../http";
import { jsonOrNull } from "../json-or-null";

const Problem = z.object({ type: z.string().optional(), title: z.string() });
const Coded = z.object({
  code: z.string(),
  details: z.object({ errors: z.array(z.object({ code: z.string() })).catch([]) }).nullish(),
});
const Named = z.object({ field: z.string(), message: z.string() });
const Listed = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });

/**
 * What an answer of the API that is not a success means. Dodo IS has three shapes of errors, answers
 * 401 without a body, and is behind a proxy that answers in HTML; only 401 is about the token.
 */
export function dodoisApiFailure(answer: ProviderResponse, now: Date): ProviderFailure {
  const { status, text } = answer;
  const document = jsonOrNull(text);
  const passes = status === 429 || status >= 500 || (document === null && text !== "");
  return {
    class: status === 401 ? "terminal" : passes ? "transient" : "config",
    code: errorCode(document) ?? `http_${status}`,
    httpStatus: status,
    retryAfterSeconds: askedPauseSeconds(answer.headers["retry-after"], status === 429 ? text : "", now),
  };
}

/** `InsufficientScopes`, `ValidationError.TooManyUnits`, `InvalidField.Take`; never the provider's prose. */
function errorCode(document: unknown): string | null {
  const coded = Coded.safeParse(document).data;
  if (coded !== undefined) return codes(coded.code, coded.details?.errors[0]?.code);
  const named = Named.safeParse(document).data;
  if (named !== undefined) return codes("InvalidField", named.field);
  const listed = Listed.safeParse(document).data;
  if (listed !== undefined) return codes(listed.errors[0]?.message);
  return codes(Problem.safeParse(document).data?.title);
}

function codes(...parts: (string | undefined)[]): string | null {
  const words = parts.filter((part) => part !== undefined && /^[\w.[\]]{1,64}$/.test(part));
  return words.length === 0 ? null : words.join(".");
}
