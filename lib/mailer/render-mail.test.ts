import { expect, test } from "vitest";
import { locales } from "@/lib/domain/locale";
import { sampleMails } from "@/sandbox/mail/sample-mails";
import type { Mail } from "./mail";
import { renderMail } from "./render-mail";

const samples = Object.values(sampleMails);
const { link, username } = sampleMails.welcome;
const { unsubscribeLink, oneClickLink } = sampleMails.reconnect_needed;
const notice = { unsubscribeLink, oneClickLink };

const cases = locales.flatMap((locale) => samples.map((mail) => ({ locale, mail, name: mail.template })));

test.each(cases)(
  "$name in $locale has a subject, a text part and its link in both parts",
  async ({ locale, mail }) => {
    const { subject, html, text } = await renderMail(mail, locale);
    expect(html).toContain(`<html dir="ltr" lang="${locale}">`);
    expect(html).toContain(link.replaceAll("&", "&amp;"));
    expect(text).toContain(link);
    expect(text).toContain(username);
    expect(text).not.toMatch(/<[a-z]/);
    for (const part of [subject, html, text]) {
      expect(part).not.toMatch(new RegExp(`${mail.template}\\.|footer\\.|undefined|[{}]title`));
    }
    expect(/[а-яё]/i.test(subject)).toBe(locale === "ru");
  },
);

test.each(cases)("$name in $locale is the same at each rendering", async ({ locale, mail }) => {
  expect(await renderMail(mail, locale)).toEqual(await renderMail(mail, locale));
});

const evil = `<script>alert("1")</script>{count}`;

test.each(cases)("$name in $locale escapes what people wrote", async ({ locale, mail }) => {
  const dangerous = Object.fromEntries(
    Object.entries(mail).map(([key, value]) =>
      ["username", "code", "maskedEmail", "connection", "subject"].includes(key) ? [key, evil] : [key, value],
    ),
  );
  const { html, text } = await renderMail({ ...mail, ...dangerous }, locale);
  expect(html).not.toContain("<script");
  expect(html).toContain("&lt;script&gt;");
  expect(text).toContain(evil);
});

test("a name with line breaks cannot add a header", async () => {
  const connection = "acme\r\nBcc: other@example.com\u2028next";
  const mail: Mail = {
    template: "reconnect_needed",
    username,
    link,
    ...notice,
    provider: "amocrm",
    connection,
  };
  expect((await renderMail(mail, "en")).subject).toBe("Reconnect amoCRM: acme Bcc: other@example.com next");
});

test("only notices carry the link that switches them off", async () => {
  for (const mail of samples) {
    const { html } = await renderMail(mail, "ru");
    expect(html.includes(notice.unsubscribeLink)).toBe("oneClickLink" in mail);
    expect(html).not.toContain("/api/unsubscribe");
  }
});
