import { AsyncLocalStorage } from "node:async_hooks";
import type { SandboxClock } from "./clock";

const scope = new AsyncLocalStorage<SandboxClock>();
let installed = false;

/**
 * Runs `work` with `Date.now()` shifted by the clock. oidc-provider takes the time from `Date.now()` alone and
 * offers no setting for it; the shift ends with the asynchronous context, so a test that starts the sandbox in
 * its own process keeps its own time.
 */
export function withShiftedTime<T>(clock: SandboxClock, work: () => T): T {
  install();
  return scope.run(clock, work);
}

function install(): void {
  if (installed) return;
  installed = true;
  const machineNow = Date.now.bind(Date);
  Date.now = () => machineNow() + (scope.getStore()?.offsetMs ?? 0);
}
