import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { mailReports } from "@/db/schema/mail-report";
import { systemNow } from "@/lib/clock";
import * as environment from "@/lib/env";
import { sendMailOfJob } from "@/lib/jobs/send-mail";
import { kv } from "@/lib/kv/client";
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
  const token = deriveEmailToken(await addressLink());
  await confirmAddress(anonymous(), { token });
  expect(await report()).toBeNull();
  await expect(confirmAddress(anonymous(), { token })).rejects.toMatchObject({ reason: "link_invalid" });
  expect(await box.report(told)).toBe(204);
  expect(await report()).toBeNull();
  expect(await welcome()).toBe(2);
  await box.report({ ...told, eventId: `msg_${user.id}_2` });
  expect(await report()).toMatchObject({ kind: "complained" });
});

test("a new password by a mailed link shows that mail arrives too", async () => {
  await box.report({ id: await mailId(), kind: "bounced" });
  const id = await issueEmailToken({ db: testDb(), now: systemNow() }, user, "reset_password");
  await resetPassword(anonymous(), {
    token: deriveEmailToken(id),
    password: "a new and long password",
    passwordConfirm: "a new and long password",
  });
  expect(await report()).toBeNull();
});

test("the link to repair is sent only where there is something to repair, and not without end", async () => {
  await requestAddressLink(own());
  await box.report({ id: await mailId(), kind: "bounced" });
  await requestAddressLink(own());
  await requestAddressLink(own());
  await expect(requestAddressLink(own())).rejects.toMatchObject({ code: "rate_limited" });
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
