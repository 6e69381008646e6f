import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { UserActor } from "@/lib/context";
import { auth } from "./auth";

/** Who is signed in, or null. Reads the session's row once a request, so a revoked one is gone at once. */
export const currentActor = cache(async (): Promise<UserActor | null> => {
  const session = await auth();
  return session?.actor ?? null;
});

/** Who is signed in; everybody else is sent to the sign-in page. */
export async function requireActor(): Promise<UserActor> {
  return (await currentActor()) ?? redirect("/sign-in");
}
