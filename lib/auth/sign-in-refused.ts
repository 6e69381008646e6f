import "server-only";
import { CredentialsSignin } from "next-auth";
import type { AppError } from "@/lib/errors";

/** Carries the reason of a refusal through Auth.js, which lets nothing but its own errors pass. */
export class SignInRefused extends CredentialsSignin {
  constructor(readonly refusal: AppError) {
    super();
    this.code = refusal.reason ?? refusal.code;
  }
}
