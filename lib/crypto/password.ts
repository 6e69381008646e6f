import "server-only";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { Lanes } from "@/lib/lanes";

// OWASP's second recommended profile for argon2id; @node-rs/argon2 defaults to argon2id.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// More at once than there are cores would not be done sooner, and would keep the process's threads from
// whoever does not ask for a password.
const cores = new Lanes(availableParallelism());
const onCore = async <T>(work: () => Promise<T>) => await cores.run("", work);

// The hash of a password that nobody has: verifying against it costs what a real one costs.
const decoy = hash("no account has this password", parameters);

export async function hashPassword(password: string): Promise<string> {
  return await onCore(async () => await hash(password.normalize("NFC"), parameters));
}

/** False for a wrong password and, after the same work, for an account without one. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const known = stored ?? (await decoy);
  const matches = await onCore(async () => await verify(known, password.normalize("NFC")));
  return stored !== null && matches;
}
