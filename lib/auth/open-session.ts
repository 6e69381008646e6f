import "server-only";
import type { Context } from "@/lib/context";
import type { SignIn } from "@/lib/domain/account";
import { keepLocale } from "@/lib/i18n/keep-locale";
import { localeOfLogin } from "@/lib/services/user/locale-of-login";
import { signIn } from "./auth";
import { SignInRefused } from "./sign-in-refused";

/**
 * Signs this browser in with a password, in the language of the account.
 *
 * @throws {AppError} what `limitSignIn` and `signInWithPassword` refuse.
 */
export async function openSession(ctx: Context, input: SignIn): Promise<void> {
  try {
    await signIn("credentials", { ...input, redirect: false });
  } catch (error) {
    throw error instanceof SignInRefused ? error.refusal : error;
  }
  await keepLocale(await localeOfLogin(ctx, input.login));
}
