import { expect, test } from "@playwright/test";
import { joinAs, newPerson } from "./support/people";
import { type Code, callApi, createReferralKey, learnSignUp, mailsTo, makeCode } from "./support/referrals";

const many = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

test("of two activations at once, over and over, exactly one code ends up active", async ({ page }) => {
  await joinAs(page, "swapper");
  const key = await createReferralKey(page);
  const codes = await many(2, async () => await makeCode(key, { activate: false }));
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all(
      codes.map(async ({ id }) => await callApi(key, "POST", `/referral-codes/${id}/activate`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await callApi(key, "GET", "/referral-codes");
    expect(body.items.filter(({ state }: Code) => state === "active")).toHaveLength(1);
  }
});

test("of 30 sign-ups at once by a code with 7 uses exactly 7 are credited", async ({ page, browser }) => {
  const owner = await joinAs(page, "giver");
  const key = await createReferralKey(page);
  const { id, code } = await makeCode(key, { max_uses: 7 });
  const elsewhere = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  const call = await learnSignUp(elsewhere);
  const outcomes = await many(30, async (index) => await call(newPerson(`taker${index}`), code));
  expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(7);
  expect(outcomes.filter((outcome) => outcome === "refused")).toHaveLength(23);
  const { body: me } = await callApi(key, "GET", "/referrals/me");
  expect(me.referrals).toEqual({ pending: 7, confirmed: 0, rejected: 0 });
  expect(me.referral_codes.find((each: Code) => each.id === id)).toMatchObject({ uses: 7, state: "used_up" });
  const lookUp = await callApi(null, "GET", `/referral-codes/by-email?email=${owner.email}`);
  expect(lookUp.status).toBe(404);
  // Verification, welcome, the new key, and one for each who came.
  await expect(async () => expect(await mailsTo(owner.email)).toBe(3 + 7)).toPass({ timeout: 30_000 });
  await elsewhere.context().close();
});

test("one address many times at once is one person and one mail", async ({ page }) => {
  const call = await learnSignUp(page);
  const person = newPerson("twice");
  const outcomes = await many(6, async () => await call(person));
  expect(outcomes).toEqual(outcomes.map(() => "none"));
  expect(await mailsTo(person.email)).toBe(1);
});

test("a sign-up that fails credits nobody and sends nothing", async ({ page, browser }) => {
  const owner = await joinAs(page, "unlucky");
  const key = await createReferralKey(page);
  const { code } = await makeCode(key, { max_uses: 1 });
  const elsewhere = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  const call = await learnSignUp(elsewhere);
  const before = await mailsTo(owner.email);
  const person = { ...newPerson("nobody"), username: owner.username };
  expect(await call(person, code)).toBe("failed");
  expect(await mailsTo(person.email)).toBe(0);
  expect(await mailsTo(owner.email)).toBe(before);
  const { body: me } = await callApi(key, "GET", "/referrals/me");
  expect(me).toMatchObject({ referral_count: 0, referral_codes: [{ uses: 0, state: "active" }] });
  await elsewhere.context().close();
});
