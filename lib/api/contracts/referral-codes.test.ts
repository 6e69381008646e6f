import { expect, test } from "vitest";
import { createReferralCodeContract, extendReferralCodeContract } from "./referral-codes";

test("a misspelled limit does not make a code without one", () => {
  const code = { label: "Листовки", lifetime: { days: 30 } };
  expect(createReferralCodeContract.body.safeParse({ ...code, max_uses: 5 }).success).toBe(true);
  for (const wrong of [{ maxUses: 5 }, { max_use: 5 }, { lifetime: { days: 30, hour: 1 } }])
    expect(createReferralCodeContract.body.safeParse({ ...code, ...wrong }).success).toBe(false);
  expect(extendReferralCodeContract.body.safeParse({ lifetime: { days: 1 }, until: "2030" }).success).toBe(
    false,
  );
});
