import "server-only";
import { env } from "@/lib/env";

/** An absolute link into the product, for where there is no page it could be relative to. */
export function appLink(path: `/${string}`): string {
  return new URL(path, env().APP_URL).toString();
}
