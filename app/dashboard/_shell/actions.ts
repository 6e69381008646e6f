"use server";

import { redirect } from "next/navigation";
import { signOut } from "@/lib/auth/auth";

/** Ends the session's row and its cookie. Whose session it is, the cookie itself says. */
export async function signOutAction(): Promise<void> {
  await signOut({ redirect: false });
  redirect("/sign-in");
}
