import "server-only";
import { claim } from "@/lib/kv/claim";

const againAfterSeconds = 600;

/**
 * Whether a generation that the provider refused may be renewed out of turn. A refresh may revoke
 * tokens that were handed out, so a provider that refuses every token must not make each request a
 * refresh: within ten minutes only one generation is given up.
 */
export async function mayForceRefresh(connectionId: string, gen: number): Promise<boolean> {
  return (await claim(`forced-refresh:${connectionId}`, String(gen), againAfterSeconds)) === String(gen);
}
