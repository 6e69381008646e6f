import type { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";
import { mail, resendClient } from "@/sandbox/testing/resend-client";

let box: TestMailbox;
let resend: Resend;

beforeAll(async () => {
  box = await startMailbox();
  resend = resendClient(box);
});
beforeEach(() => box.clear());
afterAll(() => box.close());

const post = (body: unknown, headers: Record<string, string> = {}, path = "/emails") =>
  fetch(`${box.origin}${path}`, {
    method: "POST",
    headers: { authorization: "Bearer re_anything", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

describe("for Resend's own SDK", () => {
  test("a mail that was sent can be retrieved", async () => {
    const sent = await resend.emails.send(mail);
    expect(sent.error).toBeNull();
    const got = await resend.emails.get(sent.data?.id ?? "");
    expect(got.data).toMatchObject({
      object: "email",
      from: mail.from,
      to: ["anna@example.com"],
      subject: "Hello",
      html: mail.html,
      text: mail.text,
      last_event: "delivered",
    });
  });

  test("a batch is taken whole or not at all", async () => {
    const good = await resend.batch.send([mail, { ...mail, to: ["boris@example.com"] }]);
    expect(good.data?.data).toHaveLength(2);
    const bad = await resend.batch.send([mail, { ...mail, to: "nobody" }]);
    expect(bad.error).toMatchObject({ statusCode: 422, name: "validation_error" });
    expect(await box.mails()).toHaveLength(2);
  });

  test("an unknown mail is not found", async () => {
    const { error } = await resend.emails.get("0198c0de-0000-7000-8000-000000000000");
    expect(error).toMatchObject({ statusCode: 404, name: "not_found" });
  });

  test("the same key with the same body is one mail, with another body it is refused", async () => {
    const first = await resend.emails.send(mail, { idempotencyKey: "job-1" });
    const again = await resend.emails.send(mail, { idempotencyKey: "job-1" });
    expect(again.data).toEqual(first.data);
    const other = await resend.emails.send({ ...mail, subject: "Other" }, { idempotencyKey: "job-1" });
    expect(other.error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
    expect(await box.mails()).toHaveLength(1);
  });
});

describe("what Resend refuses is refused", () => {
  test("no key", async () => {
    const answer = await post(mail, { authorization: "" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ statusCode: 401, name: "missing_api_key" });
  });

  test.each([
    [{ ...mail, to: undefined }, "missing_required_field", "Missing `to` field."],
    [{ ...mail, subject: undefined }, "missing_required_field", "Missing `subject` field."],
    [{ ...mail, html: undefined, text: undefined }, "validation_error", "Missing `html` or `text` field."],
    [{ ...mail, to: [] }, "validation_error", "Invalid `to` field."],
    [{ ...mail, from: "nobody" }, "validation_error", "Invalid `from` field."],
    [
      { ...mail, headers: { "X-A": "b\r\nBcc: c@example.com" } },
      "validation_error",
      "Invalid `headers` field.",
    ],
    [[], "validation_error", "The request body must be an object."],
  ])("a wrong mail %#", async (body, name, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    const error = await answer.json();
    expect(error).toMatchObject({ statusCode: 422, name });
    expect(error.message).toContain(message);
    expect(await box.mails()).toEqual([]);
  });

  test("a body that is not JSON, a key that is too long, a method it does not have", async () => {
    expect((await post("{")).status).toBe(400);
    const long = await post(mail, { "idempotency-key": "k".repeat(257) });
    expect(await long.json()).toMatchObject({ statusCode: 400, name: "invalid_idempotency_key" });
    const wrong = await fetch(`${box.origin}/emails`, {
      method: "PUT",
      headers: { authorization: "Bearer k" },
    });
    expect(wrong.status).toBe(405);
  });
});

describe("an address that a mail came back from", () => {
  const hook = { url: "http://127.0.0.1:9/nobody", secret: "whsec_AAAA" };
  let reported: TestMailbox;
  let sender: Resend;

  beforeAll(async () => {
    reported = await startMailbox(null, hook);
    sender = resendClient(reported);
  });
  beforeEach(() => reported.clear());
  afterAll(() => reported.close());

  const deliver = async () => {
    const { data } = await sender.emails.send({ ...mail, to: "Anna <ANNA@example.com>" });
    return { id: data?.id ?? "", arrived: (await reported.mails()).length };
  };

  test.each(["email", "id"] as const)("gets nothing until its suppression is removed by %s", async (by) => {
    const { id } = await deliver();
    await reported.report({ id, kind: "complained" });
    const held = await deliver();
    expect(held.arrived).toBe(1);
    expect((await sender.emails.get(held.id)).data).toMatchObject({ last_event: "suppressed" });
    expect(await (await fetch(`${reported.origin}/messages/${held.id}`)).text()).toContain("Не доставлено");
    const { data } = await sender.suppressions.get(mail.to);
    expect(data).toMatchObject({ object: "suppression", email: mail.to, origin: "complaint" });
    const removed = await sender.suppressions.remove(data?.[by] ?? "");
    expect(removed.data).toEqual({ object: "suppression", id: data?.id, deleted: true });
    expect((await deliver()).arrived).toBe(2);
  });

  test("goes on getting mail when it came back for now, or when another did", async () => {
    const { id } = await deliver();
    await reported.report({ id, kind: "bounced", bounce: "Transient" });
    await reported.report({ id, kind: "delivered" });
    const { data } = await sender.emails.send({ ...mail, to: "boris@example.com" });
    await reported.report({ id: data?.id, kind: "bounced" });
    expect((await deliver()).arrived).toBe(3);
  });

  test("who is not suppressed is not found", async () => {
    for (const answer of [
      await sender.suppressions.remove("x@example.com"),
      await sender.suppressions.get("x"),
    ]) {
      expect(answer.error).toMatchObject({
        statusCode: 404,
        name: "not_found",
        message: "Suppression not found",
      });
    }
  });
});
