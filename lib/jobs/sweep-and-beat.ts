import "server-only";
import { sendHeartbeat } from "./heartbeat";
import { refreshTokens, type SweepCounts, type SweepOptions } from "./refresh-tokens";

/** The sweep as the scheduler runs it: the watchdog hears of each that came to its end. */
export async function sweepAndBeat(options: SweepOptions): Promise<SweepCounts> {
  const counts = await refreshTokens(options);
  await sendHeartbeat();
  return counts;
}
