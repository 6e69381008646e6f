import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Resend } from "resend";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { locales } from "@/lib/domain/locale";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";
import { createMailbox } from "./mailbox";
import { sampleMails } from "./sample-mails";

let box: TestMailbox;
let resend: Resend;

beforeAll(async () => {
  box = await startMailbox();
  resend = new Resend("re_anything", { baseUrl: box.origin });
});
beforeEach(() => box.clear());
afterAll(() => box.close());

const mail = {
  from: "Mostik <mostik@example.com>",
  to: "anna@example.com",
  subject: "Hello",
  html: '<p>Hi <a href="https://mostik.example/x?a=1&amp;b=2">there</a></p>',
  text: "Hi there",
};

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

describe("for people", () => {
  const evil = "<script>alert(1)</script>";

  test("the list shows what was sent and can be searched", async () => {
    expect(await (await fetch(box.origin)).text()).toContain("Писем пока нет");
    await resend.emails.send(mail);
    await resend.emails.send({ ...mail, subject: evil });
    const list = await (await fetch(box.origin)).text();
    expect(list.indexOf("&lt;script&gt;")).toBeLessThan(list.indexOf("Hello"));
    expect(list).not.toContain("<script");
    const found = await (await fetch(`${box.origin}/?q=${encodeURIComponent('hel"lo')}`)).text();
    expect(found).toContain("Ничего не нашлось");
    expect(found).toContain('value="hel&quot;lo"');
  });

  test("a mail is shown escaped, in a frame that can run nothing", async () => {
    const headers = { "List-Unsubscribe": `<${evil}>` };
    const { data } = await resend.emails.send({ ...mail, html: `${evil}"${mail.html}`, text: evil, headers });
    const answer = await fetch(`${box.origin}/messages/${data?.id}`);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).not.toContain("<script");
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="&lt;script&gt;');
    expect(page).toContain('href="https://mostik.example/x?a=1&amp;b=2"');
    expect(page).toContain("List-Unsubscribe");
  });

  test("an unknown mail is a page that says so", async () => {
    const answer = await fetch(`${box.origin}/messages/none`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Такого письма нет");
  });
});

describe("an address that a mail came back from", () => {
  const hook = { url: "http://127.0.0.1:9/nobody", secret: "whsec_AAAA" };
  let reported: TestMailbox;
  let sender: Resend;

  beforeAll(async () => {
    reported = await startMailbox(null, hook);
    sender = new Resend("re_anything", { baseUrl: reported.origin });
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

test("every mail of the product can be looked at in every language before anybody gets it", async () => {
  const look = async (path: string) =>
    await createMailbox({ stateFile: null })(new Request(`http://localhost${path}`));
  const list = await (await look("/templates")).text();
  for (const [name, sample] of Object.entries(sampleMails)) {
    for (const locale of locales) {
      const path = `/templates/${name}/${locale}`;
      expect(list).toContain(`href="${path}"`);
      const answer = await look(path);
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(html).toContain("iframe");
      expect(html).toContain(sample.link.replaceAll("&", "&amp;"));
    }
  }
  expect((await look("/templates/no_such/ru")).status).toBe(404);
  expect((await look("/templates/welcome/fr")).status).toBe(404);
});
