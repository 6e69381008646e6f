import { setTimeout as sleep } from "node:timers/promises";

const READY_TIMEOUT_MS = 90_000;

/** Waits until `url` answers 200. @throws {Error} with the last answer when it does not in time. */
export async function waitUntilHealthy(url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
      if (response.status === 200) return;
      last = `${response.status} ${await response.text()}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(40);
  }
  throw new Error(`${url} did not become healthy in time: ${last.slice(0, 500)}`);
}
