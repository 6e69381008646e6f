import "server-only";
import { log } from "@/lib/log";

/** One secret that does not open must not keep all others under the old key: it is named in the log. Null for it. */
export function unlessUnreadable(what: string, id: string): (error: unknown) => null {
  return (error) => {
    log().error({ err: error, what, id }, "a sealed secret does not open");
    return null;
  };
}
