import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "@/lib/crypto/token";
import { accountKey, SignIn } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { logRefusal } from "@/lib/http/log-refusal";
import { requestContext } from "@/lib/http/request-context";
import { takeBackAttempt } from "@/lib/kv/attempts";
import { limitSignIn } from "@/lib/services/session/limit-sign-in";
import { signInWithPassword } from "@/lib/services/session/sign-in-with-password";
import { readDevice, rememberDevice } from "./device-cookie";
import { SignInRefused } from "./sign-in-refused";

/** What Auth.js asks when somebody signs in with a password. */
export async function authorizePassword(input: unknown): Promise<{ id: string; sessionToken: string }> {
  try {
    const parsed = SignIn.safeParse(input);
    if (!parsed.success) throw new AppError("unauthenticated", { reason: "wrong_credentials" });
    return await authorize(parsed.data).catch(async (error: unknown) => {
      logRefusal(error, await requestContext(), { login: loginMark(parsed.data.login) });
      throw error;
    });
  } catch (error) {
    throw error instanceof AppError ? new SignInRefused(error) : error;
  }
}

/** Whose account was tried is told by a digest: the log holds no addresses. */
function loginMark(login: string): string {
  return sha256(accountKey(login)).slice(0, 16);
}

async function authorize(input: SignIn): Promise<{ id: string; sessionToken: string }> {
  const { waitMs, attempt } = await limitSignIn(await requestContext(), input.login, await readDevice());
  if (waitMs > 0) await sleep(waitMs);
  const signedIn = await signInWithPassword(await requestContext(), input, {
    isKnownDevice: attempt === null,
  });
  if (attempt !== null) await takeBackAttempt(attempt);
  await rememberDevice(signedIn.id);
  return signedIn;
}
