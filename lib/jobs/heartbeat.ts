import "server-only";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const patienceMs = 5_000;

/**
 * Tells the operator's watchdog, after a success and only then, that the sweep has run: silence is
 * the alarm. A watchdog that does not answer changes nothing.
 */
export async function sendHeartbeat(): Promise<void> {
  const url = env().HEARTBEAT_URL;
  if (url === undefined) return;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: "follow" });
    await answer.body?.cancel();
  } catch (error) {
    log().warn({ err: error }, "the heartbeat was not taken");
  }
}
