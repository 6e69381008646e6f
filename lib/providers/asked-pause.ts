import { z } from "zod";
import { jsonOrNull } from "./json-or-null";
import { retryAfterSeconds } from "./retry-after";

/** Nobody is left alone for longer, whatever a broken answer says. */
const longestPauseSeconds = 3600;

const InBody = z.object({ retry_after: z.number().nonnegative() });

/**
 * Seconds that an answer 429 asks to wait: in its header, in amoCRM's `retry_after`, or in the words
 * of Dodo IS. Null where it does not say.
 */
export function askedPauseSeconds(header: string | undefined, text: string, now: Date): number | null {
  const asked = pauseIn(header, text, now);
  return asked === null ? null : Math.min(asked, longestPauseSeconds);
}

function pauseIn(header: string | undefined, text: string, now: Date): number | null {
  const inHeader = retryAfterSeconds(header, now);
  if (inHeader !== null) return inHeader;
  const inBody = InBody.safeParse(jsonOrNull(text)).data?.retry_after;
  if (inBody !== undefined) return Math.ceil(inBody);
  const inWords = /try again in (\d{1,6}) seconds?/i.exec(text)?.[1];
  return inWords === undefined ? null : Number(inWords);
}
