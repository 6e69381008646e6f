import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { mailReports } from "@/db/schema/mail-report";
import * as environment from "@/lib/env";
import { testDb } from "@/lib/testing/db";
import type { TestUser } from "@/lib/testing/factories";
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

test.each(["bounced", "complained"])(
  "no notice follows a mail that was %s, only what was asked for",
  async (kind) => {
    const id = await mail.sentId();
    expect(await mail.box.report({ id, kind })).toBe(204);
    expect(await mail.standing()).toMatchObject({ kind });
    expect(await mail.welcome()).toBe(1);
    expect(await mail.send({ template: "password_changed", userId: user.id })).toBe(1);
    const link = { emailTokenId: await mail.addressLink(), userId: user.id };
    expect(await mail.send({ template: "confirm_address", ...link })).toBe(2);
  },
);

test("a bounce that may pass, and an event of another kind, change nothing", async () => {
  const id = await mail.sentId();
  expect(await mail.box.report({ id, kind: "bounced", bounce: "Transient" })).toBe(204);
  expect(await mail.box.report({ id, kind: "delivered" })).toBe(204);
  expect(await mail.standing()).toBeNull();
});

test("what is forged, old, from the future or unsigned is refused and changes nothing", async () => {
  const id = await mail.sentId();
  const told = { id, kind: "bounced" };
  expect(await mail.box.report({ ...told, forge: true })).toBe(401);
  expect(await mail.box.report({ ...told, ageSeconds: 3600 })).toBe(401);
  expect(await mail.box.report({ ...told, ageSeconds: -3600 })).toBe(401);
  expect((await fetch(mail.url, { method: "POST", body: "{}" })).status).toBe(401);
  expect(await mail.standing()).toBeNull();
});

test("guesses are limited, and a right call still comes through", async () => {
  const id = await mail.sentId();
  const guess = async () => (await fetch(mail.url, { method: "POST", body: "{}" })).status;
  const answers = await Promise.all(Array.from({ length: 70 }, guess));
  expect(answers).toContain(429);
  expect(await mail.box.report({ id, kind: "bounced" })).toBe(204);
});

test("one event told many times at once is one report with one record", async () => {
  const told = { id: await mail.sentId(), kind: "bounced", eventId: `msg_${user.id}` };
  const answers = await Promise.all([1, 2, 3, 4].map(async () => await mail.box.report(told)));
  expect(answers).toEqual([204, 204, 204, 204]);
  expect(await testDb().$count(mailReports, eq(mailReports.userId, user.id))).toBe(1);
  const isRecord = and(eq(auditEvents.subjectId, user.id), eq(auditEvents.action, "user.mail_bounced"));
  expect(await testDb().$count(auditEvents, isRecord)).toBe(1);
});

test("an event that is signed but not what was agreed is refused, and changes nothing", async () => {
  const id = await mail.sentId();
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
    expect([event, await mail.box.report({ id, kind: "delivered", event })]).toEqual([event, 422]);
  }
  expect(await mail.standing()).toBeNull();
});

test("without a secret the route says that it is not configured", async () => {
  const { RESEND_WEBHOOK_SECRET: _, ...rest } = environment.env();
  vi.spyOn(environment, "env").mockReturnValue(rest);
  const answer = await fetch(mail.url, { method: "POST", body: "{}" });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: "provider_not_configured" });
});
