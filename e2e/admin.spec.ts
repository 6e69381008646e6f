import { expect, type Page, test } from "@playwright/test";
import postgres from "postgres";
import ru from "@/messages/ru/admin.json" with { type: "json" };
import ruCommon from "@/messages/ru/common.json" with { type: "json" };
import ruDashboard from "@/messages/ru/dashboard.json" with { type: "json" };
import { joinAs, newPerson, signIn, signUp } from "./support/people";
import { createReferralKey, mailsTo, makeCode } from "./support/referrals";
import { callCron, control } from "./support/sandbox";
import { appUrl, demo, mailUrl, stack } from "./support/stack";

const sections = ["/admin", "/admin/jobs", "/admin/cron", "/admin/referrals"];

/** What a visitor sees of a page: all of the document but the framework's scripts, which repeat the address. */
async function seen(page: Page, path: string): Promise<{ status: number; html: string }> {
  const answer = await page.request.get(appUrl(path));
  const html = (await answer.text()).replaceAll(/<script\b[\s\S]*?<\/script>/g, "");
  return { status: answer.status(), html: html.replaceAll(/ nonce="[^"]*"/g, "") };
}

test("to who is no operator, the administration is a page that does not exist", async ({ page }) => {
  await joinAs(page, "curious");
  const missing = await seen(page, "/admin/no-such-page");
  expect(missing.status).toBe(404);
  for (const path of sections) {
    expect(await seen(page, path)).toEqual(missing);
    await page.goto(appUrl(path));
    await expect(page.getByRole("heading", { name: ruCommon.notFound.title })).toBeVisible();
    await expect(page.getByText(ru.nav.cron)).toHaveCount(0);
  }
  await page.goto(appUrl("/dashboard"));
  await expect(page.getByRole("link", { name: ruDashboard.nav.admin })).toHaveCount(0);
  for (const path of sections) {
    const flight = await page.request.get(appUrl(path), { headers: { rsc: "1" } });
    expect(await flight.text()).not.toContain(ru.jobs.description);
  }
});

test("who is not signed in is sent to sign in, whether the page exists or not", async ({ page }) => {
  for (const path of [...sections, "/admin/no-such-page"]) {
    await page.goto(appUrl(path));
    await expect(page).toHaveURL(appUrl(`/sign-in?${new URLSearchParams({ next: path })}`));
  }
});

/** A mail that the service has refused, once or for good, as its job stands on the page. */
async function refusedMail(page: Page, state: "retrying" | "dead") {
  const person = newPerson("refused");
  const elsewhere = await page.context().browser()?.newContext({ locale: "ru-RU" });
  if (elsewhere === undefined) throw new Error("There is no browser.");
  expect((await callCron("run-jobs")).status).toBe(200);
  await signUp(await elsewhere.newPage(), person);
  if (state === "dead") await leaveOneAttempt();
  await control(mailUrl(), "faults", { status: 422 });
  expect((await callCron("run-jobs")).status).toBe(200);
  await elsewhere.close();
  await page.goto(appUrl(`/admin/jobs?state=${state}&queue=send-mail`));
  return { person, row: page.getByRole("row").filter({ hasText: "verify_email" }).first() };
}

async function leaveOneAttempt(): Promise<void> {
  const sql = postgres(stack().databaseUrl, { max: 1 });
  await sql`update pgboss.job set retry_limit = 0 where name = 'send-mail' and state = 'created'`;
  await sql.end();
}

test("an operator has all mails sent that failed for good", async ({ page }) => {
  await signIn(page, demo());
  const { person, row } = await refusedMail(page, "dead");
  await expect(row.getByText("provider_error · validation_error · 422")).toBeVisible();
  expect(await mailsTo(person.email)).toBe(0);
  await page.getByRole("button", { name: ru.jobs.redrive.button }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: ru.jobs.redrive.confirm }).click();
  await expect(page.getByText(ru.jobs.noneDead.title)).toBeVisible();
  expect(await mailsTo(person.email)).toBe(1);
});

test("an operator sees why a mail was not sent, deletes it, takes that back, and has it sent", async ({
  page,
}) => {
  await signIn(page, demo());
  const { person, row } = await refusedMail(page, "retrying");
  await expect(row.getByText("provider_error · validation_error · 422")).toBeVisible();
  await row.getByRole("button", { name: /^Удалить задачу/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: ru.jobs.confirmDelete.confirm }).click();
  await expect(page.getByText(ru.jobs.done.deleted)).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await mailsTo(person.email)).toBe(0);
  await page.getByRole("button", { name: ru.jobs.done.undo }).click();
  await expect(page.getByText(ru.jobs.done.restored)).toBeVisible();
  expect(await mailsTo(person.email)).toBe(0);
  await page.goto(appUrl("/admin/jobs?state=waiting&queue=send-mail"));
  await page
    .getByRole("button", { name: /^Выполнить задачу/ })
    .first()
    .click();
  await expect(page.getByText(ru.jobs.done.retried)).toBeVisible();
  expect(await mailsTo(person.email)).toBe(1);
  await page.goto(appUrl("/admin/cron"));
  await expect(page.getByRole("cell", { name: ru.cron.jobNames["run-jobs"] }).first()).toBeVisible();
});

test("an operator finds a referral, rejects it with a reason and takes that back", async ({
  page,
  browser,
}) => {
  const owner = await browser.newContext({ locale: "ru-RU" });
  const ownersPage = await owner.newPage();
  await joinAs(ownersPage, "inviter");
  const { code } = await makeCode(await createReferralKey(ownersPage), { max_uses: 1 });
  const visitor = await browser.newContext({ locale: "ru-RU" });
  const friend = await joinAs(await visitor.newPage(), "invited", `/sign-up?ref=${code}`);
  await signIn(page, demo());
  await page.getByRole("link", { name: ruDashboard.nav.admin }).click();
  const sectionLinks = page.getByRole("navigation", { name: ru.nav.label });
  await sectionLinks.getByRole("link", { name: ru.nav.referrals }).click();
  await page.getByRole("searchbox").fill(code.toLowerCase());
  await page.keyboard.press("Enter");
  const row = page.getByRole("row").filter({ hasText: friend.email });
  await expect(row.getByText("1 из 1")).toBeVisible();
  await row.getByRole("button", { name: `Отклонить реферала ${friend.email}` }).click();
  await page.getByLabel(ru.referrals.reject.field).fill("Тот же человек");
  await page.getByRole("dialog").getByRole("button", { name: ru.referrals.reject.confirm }).click();
  await expect(page.getByText(ru.referrals.reject.done)).toBeVisible();
  await expect(row.getByText("0 из 1")).toBeVisible();
  await expect(row.getByText(/Тот же человек/)).toBeVisible();
  await row.getByRole("button", { name: `Засчитать реферала ${friend.email}` }).click();
  await page.getByLabel(ru.referrals.reinstate.field).fill("Разные люди");
  await page.getByRole("dialog").getByRole("button", { name: ru.referrals.reinstate.confirm }).click();
  await expect(page.getByText(ru.referrals.reinstate.done)).toBeVisible();
  await expect(row.getByText("1 из 1")).toBeVisible();
  for (const each of [owner, visitor]) await each.close();
});
