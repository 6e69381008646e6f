import { startRole } from "../child";
import { percentile, type Row } from "../measure";
import type { TwinproxyRequest } from "../roles/twinproxy";
import { makeLogins } from "../twinproxy-logins";

const password = "Qwerty123";
const atOnce = 8;

/** TwinProxy's getToken, whose callers send their password each time. */
export const twinproxyRow: Row = {
  name: `TwinProxy getToken, ${atOnce} at once`,
  bar: "with its password check ≥ 80 % of the check alone",
  run: async ({ quick }) => {
    await makeLogins(200, password);
    const child = await startRole("twinproxy");
    const run = async (work: TwinproxyRequest["work"], forMs: number) =>
      await child.ask<{ perSecond: number; latencies: number[] }>({
        work,
        password,
        atOnce,
        forMs,
      } satisfies TwinproxyRequest);
    const forMs = quick ? 2_000 : 6_000;
    await run("with-check", 1_000);
    const whole = await run("with-check", forMs);
    await run("without-check", 500);
    const bare = await run("without-check", forMs);
    const check = await run("check", forMs);
    await child.stop();
    const share = (100 * whole.perSecond) / check.perSecond;
    return {
      figures: {
        "per second, check included": whole.perSecond,
        "p50 ms, check included": percentile(whole.latencies, 0.5),
        "p99 ms, check included": percentile(whole.latencies, 0.99),
        "per second, check excluded": bare.perSecond,
        "p50 ms, check excluded": percentile(bare.latencies, 0.5),
        "p99 ms, check excluded": percentile(bare.latencies, 0.99),
        "check alone, per second": check.perSecond,
        "% of the check": share,
      },
      reached: share >= 80,
      note: "the service, without its door",
    };
  },
};
