import { startRole } from "../child";
import type { Row } from "../measure";
import type { RegistrarRequest } from "../roles/registrar";

const atOnce = 8;

/** The sign-up with all it writes, beside the password's hash alone in the same process. */
export const registrationRow: Row = {
  name: `registration, ${atOnce} at once`,
  bar: "≥ 80 % of the hash alone",
  run: async ({ quick }) => {
    const child = await startRole("registrar");
    const perSecond = async (work: RegistrarRequest["work"], forMs: number) =>
      (await child.ask<{ perSecond: number }>({ work, atOnce, forMs } satisfies RegistrarRequest)).perSecond;
    const forMs = quick ? 2_000 : 6_000;
    await perSecond("sign-up", 1_000);
    const ours = await perSecond("sign-up", forMs);
    const limit = await perSecond("hash", forMs);
    await child.stop();
    const share = (100 * ours) / limit;
    return {
      figures: { "per second": ours, "hash alone, per second": limit, "% of the hash": share },
      reached: share >= 80,
      note: "the service, without its page",
    };
  },
};
