import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's second recommended profile for argon2id; @node-rs/argon2 defaults to argon2id.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// The hash of a password that nobody has: verifying against it costs what a real one costs.
const decoy = hash("no account has this password", parameters);

export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize("NFC"), parameters);
}

/** False for a wrong password and, after the same work, for an account without one. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy), password.normalize("NFC"));
  return stored !== null && matches;
}
