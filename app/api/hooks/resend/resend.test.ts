import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { emailTokens } from "@/db/schema/email-token";
import { mailReports } from "@/db/schema/mail-report";
import { systemNow } from "@/lib/clock";
import * as environment from "@/lib/env";
import { sendMailOfJob } from "@/lib/jobs/send-mail";
import { kv } from "@/lib/kv/client";
import { log } from "@/lib/log";
import { resend } from "@/lib/mailer/resend";
import { jobTable } from "@/lib/queue/job-table";
import type { MailJob } from "@/lib/queue/jobs";
import { deriveEmailToken } from "@/lib/services/email-token/derive";
import { issueEmailToken } from "@/lib/services/email-token/issue";
import { confirmAddress } from "@/lib/services/mail-report/confirm-address";
import { requestAddressLink } from "@/lib/services/mail-report/request-link";
import { standingMailReport } from "@/lib/services/mail-report/standing";
import { resetPassword } from "@/lib/services/user/reset-password";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser, type TestUser } from "@/lib/testing/factories";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";
import { POST } from "./route";

let server: Server;
let box: TestMailbox;
let url: string;
let user: TestUser;

beforeAll(async () => {
  server = createServer(
    getRequestListener(async (request) => await POST(request, { params: Promise.resolve({}) })),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/hooks/resend`;
  box = await startMailbox(null, { url, secret: process.env.RESEND_WEBHOOK_SECRET ?? "" });
});
afterAll(async () => {
  server.close();
  await box.close();
});
beforeEach(async () => {
  vi.restoreAllMocks();
  await kv().flushdb();
  await box.clear();
  user = await makeUser();
});

const anonymous = () => testContext({ type: "anonymous" }, { now: systemNow() });
const own = () => testContext(actorOf(user), { now: systemNow() });
const report = async () => await standingMailReport({ db: testDb() }, user.id);

async function send(job: MailJob): Promise<number> {
  const run = { id: crypto.randomUUID(), now: systemNow(), signal: new AbortController().signal };
  await sendMailOfJob(job, run as Parameters<typeof sendMailOfJob>[1]);
  return (await box.mails(user.email)).length;
}

const welcome = async () => await send({ template: "welcome", userId: user.id });

async function mailId(): Promise<string> {
  await welcome();
  return (await box.mails(user.email))[0]?.id ?? "";
}

const suppressed = async () => {
  const { data, error } = await resend().suppressions.get(user.email);
  if (error !== null && error.name !== "not_found") throw new Error(error.name);
  return data?.origin ?? null;
};

/** The mail with the link that shows that mail arrives. */
async function sendAddressLink(): Promise<string> {
  const emailTokenId = await addressLink();
  await send({ template: "confirm_address", userId: user.id, emailTokenId });
  return deriveEmailToken(emailTokenId);
}

async function resetLink(): Promise<string> {
  return await issueEmailToken({ db: testDb(), now: systemNow() }, user, "reset_password");
}

async function addressLink(): Promise<string> {
  const { id, emailKey } = user;
  return await issueEmailToken({ db: testDb(), now: systemNow() }, { id, emailKey }, "confirm_address");
}

test.each(["bounced", "complained"])(
  "no notice follows a mail that was %s, only what was asked for",
  async (kind) => {
    const id = await mailId();
    expect(await box.report({ id, kind })).toBe(204);
    expect(await report()).toMatchObject({ kind });
    expect(await welcome()).toBe(1);
    expect(await send({ template: "password_changed", userId: user.id })).toBe(1);
    const link = { emailTokenId: await addressLink(), userId: user.id };
    expect(await send({ template: "confirm_address", ...link })).toBe(2);
  },
);

test("a bounce that may pass, and an event of another kind, change nothing", async () => {
  const id = await mailId();
  expect(await box.report({ id, kind: "bounced", bounce: "Transient" })).toBe(204);
  expect(await box.report({ id, kind: "delivered" })).toBe(204);
  expect(await report()).toBeNull();
});

test("what is forged, old, from the future or unsigned is refused and changes nothing", async () => {
  const id = await mailId();
  const told = { id, kind: "bounced" };
  expect(await box.report({ ...told, forge: true })).toBe(401);
  expect(await box.report({ ...told, ageSeconds: 3600 })).toBe(401);
  expect(await box.report({ ...told, ageSeconds: -3600 })).toBe(401);
  expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(401);
  expect(await report()).toBeNull();
});

test("guesses are limited, and a right call still comes through", async () => {
  const id = await mailId();
  const guess = async () => (await fetch(url, { method: "POST", body: "{}" })).status;
  const answers = await Promise.all(Array.from({ length: 70 }, guess));
  expect(answers).toContain(429);
  expect(await box.report({ id, kind: "bounced" })).toBe(204);
});

test("one event told many times at once is one report with one record", async () => {
  const told = { id: await mailId(), kind: "bounced", eventId: `msg_${user.id}` };
  const answers = await Promise.all([1, 2, 3, 4].map(async () => await box.report(told)));
  expect(answers).toEqual([204, 204, 204, 204]);
  expect(await testDb().$count(mailReports, eq(mailReports.userId, user.id))).toBe(1);
  const isRecord = and(eq(auditEvents.subjectId, user.id), eq(auditEvents.action, "user.mail_bounced"));
  expect(await testDb().$count(auditEvents, isRecord)).toBe(1);
});

test("an address is repaired by a mailed link, once, and the same event told again does not undo it", async () => {
  const told = { id: await mailId(), kind: "complained", eventId: `msg_${user.id}` };
  await box.report(told);
  const token = await sendAddressLink();
  await confirmAddress(anonymous(), { token });
  expect(await report()).toBeNull();
  await expect(confirmAddress(anonymous(), { token })).rejects.toMatchObject({ reason: "link_invalid" });
  expect(await box.report(told)).toBe(204);
  expect(await report()).toBeNull();
  expect(await welcome()).toBe(3);
  await box.report({ ...told, eventId: `msg_${user.id}_2` });
  expect(await report()).toMatchObject({ kind: "complained" });
});

test("a new password by a mailed link shows that mail arrives too", async () => {
  await box.report({ id: await mailId(), kind: "bounced" });
  const id = await resetLink();
  await resetPassword(anonymous(), {
    token: deriveEmailToken(id),
    password: "a new and long password",
    passwordConfirm: "a new and long password",
  });
  expect(await report()).toBeNull();
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
  await box.report({ id: await mailId(), kind: "bounced" });
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
  await box.report({ id: await mailId(), kind: "complained" });
  expect(await suppressed()).toBe("complaint");
  const before = (await box.mails(user.email)).length;
  await sendAddressLink();
  expect(await suppressed()).toBeNull();
  expect(await box.mails(user.email)).toHaveLength(before + 1);
});

test("where Resend blocks nothing, the link goes out all the same", async () => {
  await box.report({ id: await mailId(), kind: "bounced" });
  await resend().suppressions.remove(user.email);
  const before = (await box.mails(user.email)).length;
  await sendAddressLink();
  expect(await box.mails(user.email)).toHaveLength(before + 1);
  expect(await report()).toMatchObject({ kind: "bounced" });
});

test.each([
  [500, { code: "unavailable" }],
  [429, { code: "rate_limited" }],
])(
  "a block that cannot be lifted for now (%i) lets the mail wait, and nothing looks repaired",
  async (status, error) => {
    await box.report({ id: await mailId(), kind: "bounced" });
    const before = (await box.mails(user.email)).length;
    await box.order({ status, times: 1 });
    await expect(sendAddressLink()).rejects.toMatchObject(error);
    expect(await box.mails(user.email)).toHaveLength(before);
    expect([await report(), await suppressed()]).toMatchObject([{ kind: "bounced" }, "bounce"]);
    await sendAddressLink();
    expect(await box.mails(user.email)).toHaveLength(before + 1);
  },
);

test("a key that may not lift the block is told to the operator, and nothing looks repaired", async () => {
  await box.report({ id: await mailId(), kind: "bounced" });
  const warned = vi.spyOn(log(), "warn");
  const before = (await box.mails(user.email)).length;
  await box.order({ status: 401, times: 1 });
  await sendAddressLink();
  expect(warned).toHaveBeenCalledWith(
    expect.objectContaining({ status: 401 }),
    expect.stringContaining("suppressed"),
  );
  expect(JSON.stringify(warned.mock.calls)).not.toContain(user.email);
  expect(await box.mails(user.email)).toHaveLength(before);
  expect([await report(), await suppressed()]).toMatchObject([{ kind: "bounced" }, "bounce"]);
});

test("a link that a stranger can ask for tries a reported address once a day, and its owner gets in", async () => {
  await box.report({ id: await mailId(), kind: "bounced" });
  const ask = async () =>
    await send({ template: "reset_password", userId: user.id, emailTokenId: await resetLink() });
  const before = (await box.mails(user.email)).length;
  expect(await ask()).toBe(before + 1);
  await box.report({ id: (await box.mails(user.email))[0]?.id, kind: "bounced" });
  expect(await ask()).toBe(before + 1);
  expect(await suppressed()).toBe("bounce");
});

test("an event that is signed but not what was agreed is refused, and changes nothing", async () => {
  const id = await mailId();
  const wrong = [
    { type: "email.bounced", data: {} },
    { type: "email.bounced", data: { to: [user.email], bounce: null } },
    { type: "email.complained", data: { to: user.email } },
    { type: "email.complained", data: { to: Array.from({ length: 51 }, () => user.email) } },
    { data: { to: [user.email] } },
    [],
    "email.bounced",
  ];
  for (const event of wrong) {
    expect([event, await box.report({ id, kind: "delivered", event })]).toEqual([event, 422]);
  }
  expect(await report()).toBeNull();
});

test("a link of one person repairs nothing of another", async () => {
  await box.report({ id: await mailId(), kind: "bounced" });
  const other = await makeUser();
  const id = await issueEmailToken({ db: testDb(), now: systemNow() }, other, "confirm_address");
  await confirmAddress(anonymous(), { token: deriveEmailToken(id) });
  expect(await report()).toMatchObject({ kind: "bounced" });
});

test("without a secret the route says that it is not configured", async () => {
  const { RESEND_WEBHOOK_SECRET: _, ...rest } = environment.env();
  vi.spyOn(environment, "env").mockReturnValue(rest);
  const answer = await fetch(url, { method: "POST", body: "{}" });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: "provider_not_configured" });
});
