import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { JWK } from "oidc-provider";
import type { Journal } from "@/sandbox/control/journal";

export interface ProviderKeys {
  signing: JWK;
  cookies: string;
}

/** Made once and kept with the state: clients cache the key set. */
export async function providerKeys(journal: Journal): Promise<ProviderKeys> {
  const stored = journal.collection<ProviderKeys>("keys");
  const known = stored.get("keys");
  if (known) return known;
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = randomBytes(16).toString("hex");
  const keys = {
    signing: { ...jwk, kid, alg: "RS256", use: "sig" } as JWK,
    cookies: randomBytes(32).toString("hex"),
  };
  stored.set("keys", keys);
  return keys;
}
