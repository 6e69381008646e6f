import "server-only";
import { notFound } from "next/navigation";
import { requireActor } from "@/lib/auth/session";
import type { Context, UserActor } from "@/lib/context";
import { requestContext } from "./request-context";

/** The context of a page for signed-in people; others are sent to sign in. */
export async function requirePageContext(): Promise<Context<UserActor>> {
  return { ...(await requestContext()), actor: await requireActor() };
}

/** The context of a page for operators; for everybody else who is signed in there is no such page. */
export async function requireOperatorContext(): Promise<Context<UserActor>> {
  const ctx = await requirePageContext();
  if (ctx.actor.role !== "superuser") notFound();
  return ctx;
}
