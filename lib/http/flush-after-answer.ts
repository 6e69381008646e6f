import { env } from "@/lib/env";
import { flushTallies } from "@/lib/services/connection/tally";

/**
 * Where the process may be frozen after its answer, has what was counted written once that is sent;
 * elsewhere a timer sees to it.
 */
export async function flushAfterAnswer(): Promise<void> {
  if (!env().VERCEL) return;
  const { after } = await import("next/server");
  after(flushTallies);
}
