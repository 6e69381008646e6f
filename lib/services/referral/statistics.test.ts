import { expect, test } from "vitest";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { removeReferralCode } from "@/lib/services/referral-code/remove";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { attributeSignUp } from "./attribute-sign-up";
import { confirmReferral } from "./confirm-referral";
import { readLeaderboard } from "./leaderboard";
import { recordClick } from "./record-click";
import { setLeaderboardName } from "./set-leaderboard-name";
import { referralStatistics } from "./statistics";

const draft = { text: null, label: null, lifetime: { days: 30 }, maxUses: null, activate: true };
const range = { from: "2030-03-03", to: "2030-03-05" };

async function owner() {
  const user = await makeUser();
  const ctx = testContext(actorOf(user));
  return { user, ctx, code: await createReferralCode(ctx, draft) };
}

async function refer(codeText: string, isConfirmed: boolean, now = TEST_NOW) {
  const friend = await makeUser();
  const ctx = testContext({ type: "anonymous" }, { now });
  await attributeSignUp(ctx, { codeText, newUser: friend });
  if (isConfirmed) await confirmReferral(ctx, { referredId: friend.id });
}

test("clicks, sign-ups and confirmations are told day by day, a deleted code's too, others' not", async () => {
  const { ctx, code } = await owner();
  const other = await owner();
  for (const [index, source] of ["telegram", "telegram", "direct"].entries())
    await recordClick(
      testContext({ type: "anonymous" }, { client: { ip: `192.0.2.${index}`, userAgent: "x" } }),
      {
        codeText: code.text,
        source,
        isCounted: true,
      },
    );
  await refer(code.text, true);
  await refer(code.text, false);
  await refer(code.text, true, new Date("2030-03-05T23:59:59.999Z"));
  await refer(code.text, true, new Date("2030-03-06T00:00:00.000Z"));
  await refer(other.code.text, true);
  await removeReferralCode(ctx, { codeId: code.id });
  expect(await referralStatistics(ctx, range)).toEqual({
    days: [
      { day: "2030-03-03", clicks: 0, signUps: 0, confirmed: 0 },
      { day: "2030-03-04", clicks: 3, signUps: 2, confirmed: 1 },
      { day: "2030-03-05", clicks: 0, signUps: 1, confirmed: 1 },
    ],
    totals: { clicks: 3, signUps: 3, confirmed: 2 },
    sources: [
      { source: "telegram", clicks: 2 },
      { source: "direct", clicks: 1 },
    ],
  });
});

test("on the board stand those who chose to, under the names they chose", async () => {
  const first = await owner();
  const second = await owner();
  for (const confirmed of [true, true, false]) await refer(first.code.text, confirmed);
  await refer(second.code.text, true);
  expect((await readLeaderboard(first.ctx)).places).toEqual([]);
  await setLeaderboardName(first.ctx, "Северный сосед");
  await setLeaderboardName(second.ctx, "Dough Knight");
  const board = await readLeaderboard(second.ctx);
  expect(board).toEqual({
    ownName: "Dough Knight",
    places: [
      { place: 1, name: "Северный сосед", confirmed: 2, isOwn: false },
      { place: 2, name: "Dough Knight", confirmed: 1, isOwn: true },
    ],
  });
  expect(JSON.stringify(board)).not.toContain(first.user.username);
  await setLeaderboardName(first.ctx, null);
  expect((await readLeaderboard(second.ctx)).places).toHaveLength(1);
});

test("a pseudonym is nobody else's, tells not who it is and offends nobody", async () => {
  const { user, ctx } = await owner();
  const wants = async (name: string, who = ctx) =>
    await setLeaderboardName(who, name).then(
      () => null,
      (error: { fieldErrors?: unknown }) => error.fieldErrors,
    );
  expect(await wants(user.username.toUpperCase())).toEqual({ name: ["pseudonym_reveals"] });
  expect(await wants("хуйня")).toEqual({ name: ["pseudonym_offensive"] });
  const rivals = await Promise.all(Array.from({ length: 4 }, owner));
  const results = await Promise.all(
    rivals.map((rival, index) => wants(index % 2 === 0 ? "Тихий Омут" : "тихий омут", rival.ctx)),
  );
  expect(results.filter((result) => result === null)).toHaveLength(1);
});
