import { expect, test } from "@playwright/test";
import ruReferrals from "@/messages/ru/referrals.json" with { type: "json" };
import { createApiKey, tokenOf } from "./support/api";
import { connectAmocrm, connectDodois } from "./support/connect";
import { joinAs, newPerson, signUp, verifyEmail } from "./support/people";
import { advanceHours, callCron, mailTo, providerTakes } from "./support/sandbox";
import { appUrl } from "./support/stack";

test("a person signs up, refers another, connects both accounts, and hours later a program gets a fresh token", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const referrer = await joinAs(page, "partner");

  await page.goto(appUrl("/dashboard/referrals"));
  await page.getByRole("button", { name: ruReferrals.create.button }).first().click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: ruReferrals.create.submit, exact: true })
    .click();
  await expect(page.getByRole("dialog")).toBeHidden();
  const link =
    (
      await page
        .getByText(/\/r\/[A-Z0-9]{8}/)
        .first()
        .textContent()
    )?.trim() ?? "";

  const friend = newPerson("friend");
  const elsewhere = await browser.newContext({ locale: "ru-RU" });
  const friendsPage = await elsewhere.newPage();
  await friendsPage.goto(link.startsWith("http") ? link : `http://${link}`);
  await expect(friendsPage).toHaveURL(/\/sign-up\?ref=/);
  const ref = new URL(friendsPage.url()).pathname + new URL(friendsPage.url()).search;
  await signUp(friendsPage, friend, ref);
  await mailTo(referrer.email, /реферал|зарегистр|пригла|ссылк/i);
  await page.reload();
  await expect(page.getByText(ruReferrals.people.status.pending).first()).toBeVisible();
  await expect(page.getByText(friend.email)).toHaveCount(0);
  await verifyEmail(friendsPage, friend);
  await elsewhere.close();
  await page.reload();
  await expect(page.getByText(ruReferrals.people.status.confirmed, { exact: true }).first()).toBeVisible();

  const connections = { dodois: await connectDodois(page), amocrm: await connectAmocrm(page) };
  const key = await createApiKey(page);
  const before = {
    dodois: await tokenOf(key, connections.dodois),
    amocrm: await tokenOf(key, connections.amocrm),
  };
  expect(await providerTakes("dodois", before.dodois.access_token)).toBe(true);
  expect(await providerTakes("amocrm", before.amocrm.access_token)).toBe(true);

  await advanceHours(21);
  expect((await callCron("refresh-tokens", "Bearer wrong")).status).toBe(401);
  expect((await callCron("refresh-tokens", "")).status).toBe(401);
  const swept = await callCron("refresh-tokens");
  expect(swept.status).toBe(200);

  for (const provider of ["dodois", "amocrm"] as const) {
    const after = await tokenOf(key, connections[provider]);
    expect(after.gen).toBe(before[provider].gen + 1);
    expect(after.access_token).not.toBe(before[provider].access_token);
    expect(await providerTakes(provider, after.access_token)).toBe(true);
  }
  await advanceHours(4);
  expect(await providerTakes("dodois", before.dodois.access_token)).toBe(false);
  expect(await providerTakes("amocrm", before.amocrm.access_token)).toBe(false);
});
