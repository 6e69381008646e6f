import "server-only";
import { CredentialsSignin } from "next-auth";
import { SignIn } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { requestContext } from "@/lib/http/request-context";
import { limitSignIn } from "@/lib/services/session/limit-sign-in";
import { signInWithPassword } from "@/lib/services/session/sign-in-with-password";

/** Carries the reason of a refusal through Auth.js, which passes on nothing but a code. */
class SignInRefused extends CredentialsSignin {
  constructor(reason: string) {
    super();
    this.code = reason;
  }
}

/** Auth.js asks this for both its own callback route and our sign-in form. */
export async function authorizePassword(input: unknown): Promise<{ id: string; sessionToken: string }> {
  const parsed = SignIn.safeParse(input);
  if (!parsed.success) throw new SignInRefused("wrong_credentials");
  const ctx = await requestContext();
  try {
    await limitSignIn(ctx, parsed.data.login);
    return await signInWithPassword(ctx, parsed.data);
  } catch (error) {
    if (error instanceof AppError) throw new SignInRefused(error.reason ?? error.code);
    throw error;
  }
}
