import "server-only";
import { requireActor } from "@/lib/auth/session";
import type { Context, UserActor } from "@/lib/context";
import { requestContext } from "./request-context";

/** The context of a page for signed-in people; others are sent to sign in. */
export async function requirePageContext(): Promise<Context<UserActor>> {
  return { ...(await requestContext()), actor: await requireActor() };
}
