import { expect, test } from "vitest";
import { locales } from "@/lib/domain/locale";
import type { Mail } from "./mail";
import { renderMail } from "./render-mail";

const username = "anna";
const link = "https://mostik.example/verify-email?token=abc&x=1";

const resetLink = "https://mostik.example/forgot-password";
const notice = {
  unsubscribeLink: "https://mostik.example/unsubscribe?token=t",
  oneClickLink: "https://mostik.example/api/unsubscribe?token=t",
};

const samples: Mail[] = [
  { template: "verify_email", username, link },
  { template: "reset_password", username, link },
  { template: "welcome", username, link },
  { template: "account_exists", username, link, resetLink },
  {
    template: "referral_registered",
    username,
    link,
    ...notice,
    code: "PIZZA-2030",
    maskedEmail: "a***@example.com",
  },
  {
    template: "referral_confirmed",
    username,
    link,
    ...notice,
    code: "PIZZA-2030",
    maskedEmail: "a***@example.com",
  },
  {
    template: "code_expiring",
    username,
    link,
    ...notice,
    code: "PIZZA-2030",
    expiresAt: new Date("2030-05-01T10:00:00Z"),
  },
  { template: "password_changed", username, link, resetLink, subject: null },
  { template: "api_key_created", username, link, resetLink, subject: "Reports" },
  { template: "new_sign_in", username, link, resetLink, subject: "Firefox, Linux" },
  { template: "reconnect_needed", username, link, ...notice, provider: "dodois", connection: "Pizza 5" },
  { template: "connection_recovered", username, link, ...notice, provider: "amocrm", connection: "acme" },
];

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
