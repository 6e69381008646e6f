import { db } from "@/db/client";
import { hashPassword } from "@/lib/crypto/password";
import { randomId } from "@/lib/crypto/token";
import { signUp } from "@/lib/services/user/sign-up";
import { serveParent } from "../child";

export interface RegistrarRequest {
  /** `hash` is the limit: the password's hash and nothing else. */
  work: "sign-up" | "hash";
  atOnce: number;
  forMs: number;
}

/** Signs people up, or only does what must be done for each. */
export async function registrar(): Promise<void> {
  serveParent<RegistrarRequest>({}, async ({ work, atOnce, forMs }) => {
    const once = work === "hash" ? async () => await hashPassword(randomId()) : registerSomebody;
    const startedAt = performance.now();
    let done = 0;
    const lane = async () => {
      for (; performance.now() - startedAt < forMs; done += 1) await once();
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return { perSecond: (1000 * done) / (performance.now() - startedAt) };
  });
}

async function registerSomebody(): Promise<void> {
  const username = `bench-${randomId().slice(-12)}`;
  const password = randomId();
  const client = { ip: null, userAgent: null };
  await signUp(
    { actor: { type: "anonymous" }, now: new Date(), requestId: randomId(), client, db: db() },
    {
      email: `${username}@example.test`,
      username,
      password,
      passwordConfirm: password,
      referralCode: undefined,
      locale: "ru",
    },
  );
}
