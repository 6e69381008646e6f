import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";
import { mail, resendClient } from "@/sandbox/testing/resend-client";
import { createMailbox } from "./mailbox";

let box: TestMailbox;
let resend: Resend;

beforeAll(async () => {
  box = await startMailbox();
  resend = resendClient(box);
});
beforeEach(() => box.clear());
afterAll(() => box.close());

describe("for tests", () => {
  test("mails are found by address and text, newest first, with their links", async () => {
    await resend.emails.send(mail);
    await resend.emails.send({ ...mail, to: "boris@example.com", subject: "Second" });
    const all = await box.mails();
    expect(all.map(({ subject }) => subject)).toEqual(["Second", "Hello"]);
    expect(await box.mails("ANNA@")).toMatchObject([
      { to: ["anna@example.com"], links: ["https://mostik.example/x?a=1&b=2"] },
    ]);
    const found = await fetch(`${box.origin}/_sandbox/messages?q=second`);
    expect(await found.json()).toHaveLength(1);
    await resend.emails.send({ ...mail, subject: "Third" }, { idempotencyKey: "job-77" });
    const byKey = await fetch(`${box.origin}/?q=job-77`);
    expect(await byKey.text()).toContain("Third");
  });

  test("an ordered fault comes as often as ordered", async () => {
    await box.order({ status: 429, times: 2, retryAfterSeconds: 7 });
    const first = await resend.emails.send(mail);
    expect(first.error).toMatchObject({ statusCode: 429, name: "rate_limit_exceeded" });
    expect(first.headers?.["retry-after"]).toBe("7");
    expect((await resend.emails.send(mail)).error?.statusCode).toBe(429);
    expect((await resend.emails.send(mail)).error).toBeNull();
    expect(await box.mails()).toHaveLength(1);
  });

  test("a fault after the work takes the mail all the same", async () => {
    await box.order({ status: 500, afterWork: true });
    expect((await resend.emails.send(mail)).error?.statusCode).toBe(500);
    expect(await box.mails()).toHaveLength(1);
  });

  test("a delay only delays", async () => {
    await box.order({ status: 200, delayMs: 60 });
    const started = performance.now();
    expect((await resend.emails.send(mail)).error).toBeNull();
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  test("a page of another site can neither read nor order", async () => {
    const foreign = await fetch(`${box.origin}/_sandbox/messages`, {
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
    const handler = createMailbox({ stateFile: null });
    expect((await handler(new Request("http://evil.example/_sandbox/messages"))).status).toBe(403);
  });
});

test("mails and idempotency keys outlive the process", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mailbox-"));
  const stateFile = join(folder, "mail.json");
  const send = async () => {
    const request = new Request("http://127.0.0.1/emails", {
      method: "POST",
      headers: { authorization: "Bearer k", "idempotency-key": "one" },
      body: JSON.stringify(mail),
    });
    const answer = await createMailbox({ stateFile })(request);
    return await answer.json();
  };
  expect(await send()).toEqual(await send());
  const list = await createMailbox({ stateFile })(new Request("http://127.0.0.1/_sandbox/messages"));
  expect(await list.json()).toHaveLength(1);
  rmSync(folder, { recursive: true });
});
