import { beforeEach, expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { unsubscribeHandler, unsubscribePageHandler } from "@/lib/api/handlers/unsubscribe";
import { mailKinds } from "@/lib/domain/mail-kind";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { readUnsubscribeToken, unsubscribeLinks } from "../mail/unsubscribe-token";
import { getMailPreferences } from "./get";
import { setMailPreference, setMailPreferenceByLink } from "./set";

let user: TestUser;
const own = () => testContext(actorOf(user));
const anybody = testContext({ type: "anonymous" });
const tokenOf = (kind: "referrals" | "connections") =>
  new URL(unsubscribeLinks({ userId: user.id, kind }).unsubscribeLink).searchParams.get("token") ?? "";
const click = async (token: string) =>
  await unsubscribeHandler(
    new Request(`http://localhost:3000/api/unsubscribe?token=${token}`, {
      method: "POST",
      body: "List-Unsubscribe=One-Click",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }),
    {},
  );

beforeEach(async () => {
  user = await makeUser();
});

test("all notices come until their reader switches a kind off, and on again", async () => {
  expect(await getMailPreferences(own())).toEqual({ referrals: true, connections: true });
  await setMailPreference(own(), { kind: "referrals", isWanted: false });
  await setMailPreference(own(), { kind: "referrals", isWanted: false });
  expect(await getMailPreferences(own())).toEqual({ referrals: false, connections: true });
  await setMailPreference(own(), { kind: "referrals", isWanted: true });
  expect(await getMailPreferences(own())).toEqual({ referrals: true, connections: true });
});

test("of wishes at once none is lost, and each change is on record once", async () => {
  const before = await testDb().$count(auditEvents);
  await Promise.all(
    [...mailKinds, ...mailKinds].map(
      async (kind) => await setMailPreference(own(), { kind, isWanted: false }),
    ),
  );
  expect(await getMailPreferences(own())).toEqual({ referrals: false, connections: false });
  expect((await testDb().$count(auditEvents)) - before).toBe(2);
});

test("one click of a mail program switches off that kind alone, without signing in", async () => {
  const answer = await click(tokenOf("connections"));
  expect(answer.status).toBe(204);
  expect((await click(tokenOf("connections"))).status).toBe(204);
  expect(await getMailPreferences(own())).toEqual({ referrals: true, connections: false });
  await setMailPreferenceByLink(anybody, { token: tokenOf("connections"), isWanted: true });
  expect(await getMailPreferences(own())).toEqual({ referrals: true, connections: true });
});

test("opening the link changes nothing: it leads to the page that asks", async () => {
  const { oneClickLink, unsubscribeLink } = unsubscribeLinks({ userId: user.id, kind: "referrals" });
  const answer = await unsubscribePageHandler(new Request(oneClickLink), {});
  expect([answer.status, answer.headers.get("location")]).toEqual([303, unsubscribeLink]);
  expect(await getMailPreferences(own())).toEqual({ referrals: true, connections: true });
});

test("a token that was made up, changed or is another's kind is not ours", async () => {
  const token = tokenOf("referrals");
  const other = await makeUser();
  const forged = [
    "",
    "x",
    token.slice(0, -1),
    `${token}0`,
    token.replace("referrals", "connections"),
    token.replace("referrals", "security"),
    token.replace(user.id, other.id),
  ];
  for (const wrong of forged) {
    expect(readUnsubscribeToken(wrong)).toBeNull();
    expect((await click(encodeURIComponent(wrong))).status).toBe(404);
  }
  expect(await getMailPreferences(testContext(actorOf(other)))).toEqual({
    referrals: true,
    connections: true,
  });
});
