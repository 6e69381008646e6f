import type { Route } from "next";
import { redirect } from "next/navigation";
import { currentActor } from "@/lib/auth/session";

/** Who is signed in has no business at the door, and goes where the door leads. */
export async function redirectSignedIn(to: Route = "/dashboard"): Promise<void> {
  if ((await currentActor()) !== null) redirect(to);
}
