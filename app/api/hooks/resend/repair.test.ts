import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { emailTokens } from "@/db/schema/email-token";
import { systemNow } from "@/lib/clock";
import { log } from "@/lib/log";
import { resend } from "@/lib/mailer/resend";
import { jobTable } from "@/lib/queue/job-table";
import { deriveEmailToken } from "@/lib/services/email-token/derive";
import { issueEmailToken } from "@/lib/services/email-token/issue";
import { confirmAddress } from "@/lib/services/mail-report/confirm-address";
import { requestAddressLink } from "@/lib/services/mail-report/request-link";
import { resetPassword } from "@/lib/services/user/reset-password";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { reportedMail } from "@/lib/testing/reported-mail";
import { POST } from "./route";

let mail: Awaited<ReturnType<typeof reportedMail>>;
let user: TestUser;

beforeAll(async () => {
  mail = await reportedMail(async (request) => await POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => await mail.close());
beforeEach(async () => {
  vi.restoreAllMocks();
  user = await mail.begin();
});

const anonymous = () => testContext({ type: "anonymous" }, { now: systemNow() });
const own = () => testContext(actorOf(user), { now: systemNow() });

const suppressed = async () => {
  const { data, error } = await resend().suppressions.get(user.email);
  if (error !== null && error.name !== "not_found") throw new Error(error.name);
  return data?.origin ?? null;
};

/** The mail with the link that shows that mail arrives. */
async function sendAddressLink(): Promise<string> {
  const emailTokenId = await mail.addressLink();
  await mail.send({ template: "confirm_address", userId: user.id, emailTokenId });
  return deriveEmailToken(emailTokenId);
}

async function resetLink(): Promise<string> {
  return await issueEmailToken({ db: testDb(), now: systemNow() }, user, "reset_password");
}

test("an address is repaired by a mailed link, once, and the same event told again does not undo it", async () => {
  const told = { id: await mail.sentId(), kind: "complained", eventId: `msg_${user.id}` };
  await mail.box.report(told);
  const token = await sendAddressLink();
  await confirmAddress(anonymous(), { token });
  expect(await mail.standing()).toBeNull();
  await expect(confirmAddress(anonymous(), { token })).rejects.toMatchObject({ reason: "link_invalid" });
  expect(await mail.box.report(told)).toBe(204);
  expect(await mail.standing()).toBeNull();
  expect(await mail.welcome()).toBe(3);
  await mail.box.report({ ...told, eventId: `msg_${user.id}_2` });
  expect(await mail.standing()).toMatchObject({ kind: "complained" });
});

test("a new password by a mailed link shows that mail arrives too", async () => {
  await mail.box.report({ id: await mail.sentId(), kind: "bounced" });
  const id = await resetLink();
  await resetPassword(anonymous(), {
    token: deriveEmailToken(id),
    password: "a new and long password",
    passwordConfirm: "a new and long password",
  });
  expect(await mail.standing()).toBeNull();
});

test("the link to repair is sent only where there is something to repair, and not without end", async () => {
  await testDb().execute(sql`delete from pgboss.job`);
  const asked = async () => ({
    links: await testDb().$count(emailTokens, eq(emailTokens.userId, user.id)),
    mails: await testDb().$count(jobTable, sql`${jobTable.data} ->> 'template' = 'confirm_address'`),
    records: await testDb().$count(
      auditEvents,
      and(eq(auditEvents.subjectId, user.id), eq(auditEvents.action, "user.address_link_requested")),
    ),
  });
  await requestAddressLink(own());
  expect(await asked()).toEqual({ links: 0, mails: 0, records: 0 });
  await mail.box.report({ id: await mail.sentId(), kind: "bounced" });
  await requestAddressLink(own());
  expect(await asked()).toEqual({ links: 1, mails: 1, records: 1 });
  await requestAddressLink(own());
  await expect(requestAddressLink(own())).rejects.toMatchObject({ code: "rate_limited" });
  expect(await asked()).toEqual({ links: 2, mails: 2, records: 2 });
  const [record] = await testDb()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, user.id))
    .limit(1);
  expect(JSON.stringify(record)).not.toContain(user.email);
});

test("Resend's own block of an address is lifted for the link that shows that mail arrives", async () => {
  await mail.box.report({ id: await mail.sentId(), kind: "complained" });
  expect(await suppressed()).toBe("complaint");
  const before = (await mail.box.mails(user.email)).length;
  await sendAddressLink();
  expect(await suppressed()).toBeNull();
  expect(await mail.box.mails(user.email)).toHaveLength(before + 1);
});

test("where Resend blocks nothing, the link goes out all the same", async () => {
  await mail.box.report({ id: await mail.sentId(), kind: "bounced" });
  await resend().suppressions.remove(user.email);
  const before = (await mail.box.mails(user.email)).length;
  await sendAddressLink();
  expect(await mail.box.mails(user.email)).toHaveLength(before + 1);
  expect(await mail.standing()).toMatchObject({ kind: "bounced" });
});

test.each([
  [500, { code: "unavailable" }],
  [429, { code: "rate_limited" }],
])(
  "a block that cannot be lifted for now (%i) lets the mail wait, and nothing looks repaired",
  async (status, error) => {
    await mail.box.report({ id: await mail.sentId(), kind: "bounced" });
    const before = (await mail.box.mails(user.email)).length;
    await mail.box.order({ status, times: 1 });
    await expect(sendAddressLink()).rejects.toMatchObject(error);
    expect(await mail.box.mails(user.email)).toHaveLength(before);
    expect([await mail.standing(), await suppressed()]).toMatchObject([{ kind: "bounced" }, "bounce"]);
    await sendAddressLink();
    expect(await mail.box.mails(user.email)).toHaveLength(before + 1);
  },
);

test("a key that may not lift the block is told to the operator, and nothing looks repaired", async () => {
  await mail.box.report({ id: await mail.sentId(), kind: "bounced" });
  const warned = vi.spyOn(log(), "warn");
  const before = (await mail.box.mails(user.email)).length;
  await mail.box.order({ status: 401, times: 1 });
  await sendAddressLink();
  expect(warned).toHaveBeenCalledWith(
    expect.objectContaining({ status: 401 }),
    expect.stringContaining("suppressed"),
  );
  expect(JSON.stringify(warned.mock.calls)).not.toContain(user.email);
  expect(await mail.box.mails(user.email)).toHaveLength(before);
  expect([await mail.standing(), await suppressed()]).toMatchObject([{ kind: "bounced" }, "bounce"]);
});

test("a link that a stranger can ask for tries a reported address once a day, and its owner gets in", async () => {
  await mail.box.report({ id: await mail.sentId(), kind: "bounced" });
  const ask = async () =>
    await mail.send({ template: "reset_password", userId: user.id, emailTokenId: await resetLink() });
  const before = (await mail.box.mails(user.email)).length;
  expect(await ask()).toBe(before + 1);
  await mail.box.report({ id: (await mail.box.mails(user.email))[0]?.id, kind: "bounced" });
  expect(await ask()).toBe(before + 1);
  expect(await suppressed()).toBe("bounce");
});

test("a link of one person repairs nothing of another", async () => {
  await mail.box.report({ id: await mail.sentId(), kind: "bounced" });
  const other = await makeUser();
  const id = await issueEmailToken({ db: testDb(), now: systemNow() }, other, "confirm_address");
  await confirmAddress(anonymous(), { token: deriveEmailToken(id) });
  expect(await mail.standing()).toMatchObject({ kind: "bounced" });
});
