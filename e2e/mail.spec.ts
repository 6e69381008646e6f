import { expect, test } from "@playwright/test";
import ruAuth from "@/messages/ru/auth.json" with { type: "json" };
import ruSettings from "@/messages/ru/settings.json" with { type: "json" };
import { joinAs, newPerson, signUp } from "./support/people";
import { createReferralKey, makeCode } from "./support/referrals";
import { control, mailTo } from "./support/sandbox";
import { appUrl, mailUrl } from "./support/stack";

test("a notice is switched off by its link without signing in, taken back, and shown in the settings", async ({
  page,
  browser,
}) => {
  const referrer = await joinAs(page, "reader");
  const code = await makeCode(await createReferralKey(page));
  const elsewhere = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  await signUp(elsewhere, newPerson("friend"), `/sign-up?ref=${code.code}`);
  const mail = await mailTo(referrer.email, /коду/i);

  const texts = ruAuth.unsubscribe;
  const link = mail.links.find((url) => url.includes("/unsubscribe")) ?? "";
  await elsewhere.goto(link);
  await expect(elsewhere.getByRole("heading", { name: texts.askedTitle })).toBeVisible();
  const wanted = page.getByRole("checkbox", { name: ruSettings.mail.referrals.label });
  await page.goto(appUrl("/dashboard/settings"));
  await expect(wanted).toBeChecked();
  await elsewhere.getByRole("button", { name: texts.submit }).click();
  await expect(elsewhere.getByRole("heading", { name: texts.offTitle })).toBeVisible();
  await page.reload();
  await expect(wanted).not.toBeChecked();
  await elsewhere.getByRole("button", { name: texts.undo }).click();
  await expect(elsewhere.getByRole("heading", { name: texts.onAgainTitle })).toBeVisible();
  await page.reload();
  await expect(wanted).toBeChecked();

  await wanted.uncheck();
  await expect(page.getByText(ruSettings.mail.off)).toBeVisible();
  await page.reload();
  await expect(wanted).not.toBeChecked();
  await elsewhere.context().close();
});

test("a mail program's one click is enough, and its address opened in a browser asks first", async ({
  page,
}) => {
  await page.goto(appUrl("/api/unsubscribe?token=made-up"));
  await expect(page).toHaveURL(/\/unsubscribe\?token=made-up$/);
  await expect(page.getByRole("heading", { name: ruAuth.unsubscribe.invalidTitle })).toBeVisible();
  const refused = await fetch(appUrl("/api/unsubscribe?token=made-up"), { method: "POST" });
  expect(refused.status).toBe(404);
});

test("a mail that came back is told in the settings, and its reader repairs that by mail", async ({
  page,
}) => {
  const person = await joinAs(page, "moved");
  const { id } = await mailTo(person.email, /подтверд/i);
  const forged = { id, kind: "bounced", forge: true };
  expect(await (await control(mailUrl(), "report", forged)).json()).toMatchObject({ status: 401 });
  await page.goto(appUrl("/dashboard/settings"));
  const title = page.getByText(ruSettings.mail.report.bouncedTitle);
  await expect(page.getByText(ruSettings.mail.title, { exact: true })).toBeVisible();
  await expect(title).toHaveCount(0);

  const told = await (await control(mailUrl(), "report", { id, kind: "bounced" })).json();
  expect(told).toMatchObject({ status: 204 });
  await page.reload();
  await expect(title).toBeVisible();
  await page.getByRole("button", { name: ruSettings.mail.report.check }).click();
  await expect(page.getByText(ruSettings.mail.report.sent)).toBeVisible();
  const mail = await mailTo(person.email, /Доходят/);
  await page.goto(mail.links.find((url) => url.includes("/confirm-address")) ?? "");
  await page.getByRole("button", { name: ruAuth.confirmAddress.submit }).click();
  await expect(page.getByRole("heading", { name: ruAuth.confirmAddress.doneTitle })).toBeVisible();
  await page.goto(appUrl("/dashboard/settings"));
  await expect(page.getByText(ruSettings.mail.title, { exact: true })).toBeVisible();
  await expect(title).toHaveCount(0);
});
