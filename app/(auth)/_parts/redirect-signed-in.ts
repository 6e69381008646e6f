import { redirect } from "next/navigation";
import { currentActor } from "@/lib/auth/session";

/** Who is signed in has no business at the door. */
export async function redirectSignedIn(): Promise<void> {
  if ((await currentActor()) !== null) redirect("/dashboard");
}
