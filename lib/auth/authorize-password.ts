import "server-only";
import { SignIn } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { requestContext } from "@/lib/http/request-context";
import { limitSignIn } from "@/lib/services/session/limit-sign-in";
import { signInWithPassword } from "@/lib/services/session/sign-in-with-password";
import { SignInRefused } from "./sign-in-refused";

/** What Auth.js asks when somebody signs in with a password. */
export async function authorizePassword(input: unknown): Promise<{ id: string; sessionToken: string }> {
  try {
    const parsed = SignIn.safeParse(input);
    if (!parsed.success) throw new AppError("unauthenticated", { reason: "wrong_credentials" });
    const ctx = await requestContext();
    await limitSignIn(ctx, parsed.data.login);
    return await signInWithPassword(ctx, parsed.data);
  } catch (error) {
    throw error instanceof AppError ? new SignInRefused(error) : error;
  }
}
