import { expect, test } from "@playwright/test";
import ruAuth from "@/messages/ru/auth.json" with { type: "json" };
import ruErrors from "@/messages/ru/errors.json" with { type: "json" };
import ruSettings from "@/messages/ru/settings.json" with { type: "json" };
import { joinAs, newPerson, signIn, signUp } from "./support/people";
import { mailTo } from "./support/sandbox";
import { appUrl } from "./support/stack";

test("an address is verified before its owner can sign in, and a wrong password says nothing more", async ({
  page,
}) => {
  const person = newPerson("early");
  await signUp(page, person);
  await page.goto(appUrl("/sign-in"));
  await page.getByLabel(ruAuth.fields.login).fill(person.email);
  await page.getByLabel(ruAuth.fields.password, { exact: true }).fill("совсем не тот");
  await page.getByRole("button", { name: ruAuth.signIn.submit }).click();
  await expect(page.getByText(ruErrors.reasons.wrong_credentials)).toBeVisible();
  await page.getByLabel(ruAuth.fields.password, { exact: true }).fill(person.password);
  await page.getByRole("button", { name: ruAuth.signIn.submit }).click();
  await expect(page.getByText(ruErrors.reasons.email_not_verified)).toBeVisible();
});

test("one Tab leads from the login to the password, and none of the ways out stands between", async ({
  page,
}) => {
  await page.goto(appUrl("/sign-in"));
  await page.getByLabel(ruAuth.fields.login).focus();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel(ruAuth.fields.password, { exact: true })).toBeFocused();
});

test("signing up with a known address answers like any other and tells its owner", async ({
  page,
  browser,
}) => {
  const person = await joinAs(page, "known");
  const elsewhere = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  await signUp(elsewhere, { ...newPerson("again"), email: person.email });
  const mail = await mailTo(person.email, /уже есть|аккаунт/i);
  expect(mail.links.some((link) => link.includes("/verify-email"))).toBe(false);
  await elsewhere.context().close();
});

test("a forgotten password is replaced by a mailed link, which works once and ends other sessions", async ({
  page,
  browser,
}) => {
  const person = await joinAs(page, "forgetful");
  const elsewhere = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  await elsewhere.goto(appUrl("/forgot-password"));
  await elsewhere.getByLabel(ruAuth.fields.email).fill(person.email);
  await elsewhere.getByRole("button", { name: ruAuth.forgot.submit }).click();
  await expect(elsewhere.getByRole("heading", { name: ruAuth.forgot.sentTitle })).toBeVisible();
  const link =
    (await mailTo(person.email, /парол/i)).links.find((url) => url.includes("/reset-password")) ?? "";
  const password = `${person.password} новый`;
  await reset(elsewhere, link, password);
  await expect(elsewhere.getByRole("heading", { name: ruAuth.reset.doneTitle })).toBeVisible();
  await page.goto(appUrl("/dashboard"));
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(elsewhere, { ...person, password });
  await reset(page, link, `${password} ещё`);
  await expect(page.getByText(ruErrors.reasons.link_invalid)).toBeVisible();
  await elsewhere.context().close();
});

test("who guesses passwords is told how long to wait, and the owner gets in meanwhile where they were before", async ({
  page,
  browser,
}) => {
  const person = await joinAs(page, "guessed");
  const elsewhere = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  await elsewhere.goto(appUrl("/sign-in"));
  await elsewhere.getByLabel(ruAuth.fields.login).fill(person.email);
  await elsewhere.getByLabel(ruAuth.fields.password, { exact: true }).fill("не тот пароль");
  const submit = elsewhere.getByRole("button", { name: ruAuth.signIn.submit });
  const answer = async () => {
    await submit.click();
    await expect(submit).toBeEnabled();
    return await elsewhere.getByRole("main").getByRole("alert").textContent();
  };
  await expect.poll(answer, { timeout: 60_000 }).toMatch(/Повторите через \d+ (секунд|минут)/);
  await page.context().clearCookies({ name: /session/ });
  await signIn(page, person);
  await elsewhere.context().close();
});

test("an account that a stranger opened with somebody's address becomes the owner's, and not theirs", async ({
  page,
}) => {
  const stranger = newPerson("prior");
  await signUp(page, stranger);
  const link = (await mailTo(stranger.email, /подтверд/i)).links.find((url) => url.includes("/verify-email"));
  await page.goto(link ?? "");
  await page.getByLabel(ruAuth.verify.password, { exact: true }).fill("пароль владельца");
  await page.getByRole("button", { name: ruAuth.verify.submit }).click();
  await expect(page.getByText(ruErrors.fields.password_of_sign_up)).toBeVisible();
  await page.getByRole("link", { name: ruAuth.verify.setPassword }).click();
  await page.getByLabel(ruAuth.fields.newPassword, { exact: true }).fill("пароль владельца");
  await page.getByLabel(ruAuth.fields.passwordConfirm, { exact: true }).fill("пароль владельца");
  await page.getByRole("button", { name: ruAuth.reset.submit }).click();
  await expect(page.getByRole("heading", { name: ruAuth.reset.doneTitle })).toBeVisible();
  await signIn(page, { email: stranger.email, password: "пароль владельца" });
});

test("whoever is asked to sign in on the way to a page comes to that page, with a session that has ended too", async ({
  page,
}) => {
  const person = await joinAs(page, "returning");
  const wanted = appUrl("/dashboard/connections?show=attention");
  const comeBack = async () => {
    await page.goto(wanted);
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await page.getByLabel(ruAuth.fields.login).fill(person.email);
    await page.getByLabel(ruAuth.fields.password, { exact: true }).fill(person.password);
    await page.getByRole("button", { name: ruAuth.signIn.submit }).click();
    await expect(page).toHaveURL(wanted);
  };
  await page.context().clearCookies({ name: /session/ });
  await comeBack();
  const [session] = (await page.context().cookies()).filter(({ name }) => name.includes("session"));
  if (session !== undefined) await page.context().addCookies([{ ...session, value: "ended" }]);
  await comeBack();
  await page.goto(appUrl("/sign-in?next=https%3A%2F%2Fevil.test%2Fdashboard"));
  await expect(page).toHaveURL(appUrl("/dashboard"));
});

test("a session ended elsewhere is gone at once", async ({ page, browser }) => {
  const person = await joinAs(page, "careful");
  const elsewhere = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  await signIn(elsewhere, person);
  await page.goto(appUrl("/dashboard/settings"));
  await page.getByRole("button", { name: ruSettings.sessions.end }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: ruSettings.sessions.end }).click();
  await expect(page.getByText(ruSettings.sessions.ended)).toBeVisible();
  await elsewhere.goto(appUrl("/dashboard"));
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.context().close();
});

test("times are those of the clock beside the reader, from the first page on", async ({ browser }) => {
  const context = await browser.newContext({ locale: "ru-RU", timezoneId: "Asia/Kamchatka" });
  const page = await context.newPage();
  await joinAs(page, "eastern");
  await page.goto(appUrl("/dashboard/settings"));
  const time = page.locator("time").first();
  const at = new Date((await time.getAttribute("datetime")) ?? "");
  const clock = { timeZone: "Asia/Kamchatka", hour: "2-digit", minute: "2-digit" } as const;
  await expect(time).toHaveAttribute("title", new RegExp(at.toLocaleTimeString("ru", clock)));
  await context.close();
});

async function reset(page: import("@playwright/test").Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel(ruAuth.fields.newPassword, { exact: true }).fill(password);
  await page.getByLabel(ruAuth.fields.passwordConfirm, { exact: true }).fill(password);
  await page.getByRole("button", { name: ruAuth.reset.submit }).click();
}
