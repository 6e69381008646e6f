import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import ruAuth from "@/messages/ru/auth.json" with { type: "json" };
import ru from "@/messages/ru/referrals.json" with { type: "json" };
import { joinAs, newPerson, signUp, verifyEmail } from "./support/people";
import { anyClient, callApi, createReferralKey, fillReferrals, makeCode } from "./support/referrals";
import { callCron } from "./support/sandbox";
import { appUrl, nextUrl } from "./support/stack";

async function referrer(page: Page) {
  const person = await joinAs(page, "referrer");
  return { person, key: await createReferralKey(page) };
}

const referralsOf = async (key: string) => (await callApi(key, "GET", "/referrals")).body.items;

test("an invitation outlives the tab, the confirmation of the address and the sign-in; the last link wins", async ({
  page,
  browser,
}) => {
  const first = await referrer(page);
  const firstCode = await makeCode(first.key);
  const context = await browser.newContext({ locale: "ru-RU" });
  const secondOwner = await browser.newContext({ locale: "ru-RU" });
  const second = await referrer(await secondOwner.newPage());
  const secondCode = await makeCode(second.key);
  const visit = await context.newPage();
  await visit.goto(appUrl(`/r/${firstCode.code}`));
  await visit.goto(appUrl(`/r/${secondCode.code.toLowerCase()}?s=telegram`));
  await expect(visit.getByLabel(ruAuth.signUp.code)).toHaveValue(secondCode.code);
  await visit.close();
  const friend = newPerson("friend");
  const later = await context.newPage();
  await signUp(later, friend);
  await expect(later.getByText(ruAuth.checkMail.applied)).toBeVisible();
  expect(await referralsOf(second.key)).toMatchObject([{ status: "pending", code: secondCode.code }]);
  await verifyEmail(later, friend);
  const [referral] = await referralsOf(second.key);
  expect(referral).toMatchObject({ status: "confirmed", masked_email: "f***@example.test" });
  expect(await referralsOf(first.key)).toEqual([]);
  const { body } = await callApi(second.key, "GET", "/referrals/statistics");
  expect(body).toMatchObject({
    totals: { clicks: 1, sign_ups: 1, confirmed: 1 },
    sources: [{ source: "telegram", clicks: 1 }],
  });
  for (const each of [context, secondOwner]) await each.close();
});

test("a dead link says what is wrong with it, and the sign-up goes on without it", async ({
  page,
  browser,
}) => {
  const { key } = await referrer(page);
  const code = await makeCode(key);
  await callApi(key, "POST", `/referral-codes/${code.id}/deactivate`);
  const context = await browser.newContext({ locale: "ru-RU" });
  const visit = await context.newPage();
  await visit.goto(appUrl(`/r/${code.code}`));
  await expect(visit.getByText(ruAuth.code.inactive)).toBeVisible();
  await signUp(visit, newPerson("anyway"), `/sign-up?ref=${code.code}`);
  await expect(visit.getByText(ruAuth.checkMail.refused)).toBeVisible();
  expect(await referralsOf(key)).toEqual([]);
  await context.close();
});

test("a code is made with one's own text, drawn as a QR code, extended, deleted and brought back", async ({
  page,
}) => {
  const { person } = await referrer(page);
  const text = `lena-${person.username.slice(-6)}`;
  await page.goto(appUrl("/dashboard/referrals"));
  await page.getByRole("button", { name: ru.create.button }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(ru.create.text).fill("admin");
  await dialog.getByRole("button", { name: ru.create.submit }).click();
  await expect(dialog.getByText(/оставили себе/)).toBeVisible();
  await dialog.getByLabel(ru.create.text).fill(text);
  await dialog.getByLabel(ru.create.maxUses).fill("5");
  await dialog.getByRole("button", { name: ru.create.submit }).click();
  await expect(page.getByText(appUrl(`/r/${text}`))).toBeVisible();
  await page.getByRole("button", { name: ru.qr.button }).click();
  const svg = page.waitForEvent("download");
  await page.getByRole("link", { name: ru.qr.svg }).click();
  const file = await svg;
  expect(file.suggestedFilename()).toBe(`mostik-${text}.svg`);
  expect(readFileSync(await file.path(), "utf8")).toContain("<svg");
  const png = page.waitForEvent("download");
  await page.getByRole("link", { name: ru.qr.png }).click();
  expect(
    readFileSync(await (await png).path())
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  await page.keyboard.press("Escape");
  const openMenu = async () =>
    await page.getByRole("button", { name: ru.menu.label.replace("{code}", text) }).click();
  await openMenu();
  await page.getByRole("menuitem", { name: ru.menu.extend }).click();
  await page.getByRole("dialog").getByRole("button", { name: ru.extend.submit }).click();
  await expect(page.getByText(ru.done.extended.replace("{code}", text))).toBeVisible();
  await openMenu();
  await page.getByRole("menuitem", { name: ru.menu.delete }).click();
  await expect(page.getByText(ru.done.deleted.replace("{code}", text))).toBeVisible();
  await page.getByRole("button", { name: ru.done.undo }).click();
  await expect(page.getByText(ru.done.restored.replace("{code}", text))).toBeVisible();
  await expect(page.getByRole("cell", { name: ru.codes.standing.inactive })).toBeVisible();
});

test("a large list is written by a job, watched, and downloaded as a file that holds no formulas", async ({
  page,
}) => {
  const { key } = await referrer(page);
  const { id } = await makeCode(key);
  await fillReferrals(id, 2_500);
  await page.goto(appUrl("/dashboard/referrals"));
  await page.getByRole("button", { name: ru.export.request }).click();
  await expect(page.getByRole("status").filter({ hasText: /2.500/ })).toBeVisible();
  const download = page.getByRole("link", { name: ru.export.download });
  await expect(download).toHaveCount(0);
  expect((await callCron("run-jobs")).status).toBe(200);
  await expect(download).toBeVisible();
  const event = page.waitForEvent("download");
  await download.click();
  const file = await event;
  expect(file.suggestedFilename()).toBe("referrals.csv");
  const lines = readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(lines).toHaveLength(2_501);
  expect(new Set(lines).size).toBe(2_501);
  expect(lines[0]).toContain(ru.csv.email);
  expect(lines.filter((line) => line.includes(",'=***@example.test,"))).toHaveLength(1);
  expect(lines.filter((line) => /(^|,)=/.test(line))).toEqual([]);
});

test("whoever leaves the look-up by address is answered like nobody, at once", async ({ page }) => {
  const { person, key } = await referrer(page);
  await makeCode(key);
  const path = `/referral-codes/by-email?email=${encodeURIComponent(person.email)}`;
  expect((await callApi(null, "GET", path)).status).toBe(200);
  await page.goto(appUrl("/dashboard/referrals"));
  await page.getByLabel(ru.findable.label).uncheck();
  await expect(page.getByText(ru.findable.off)).toBeVisible();
  await expect(async () => expect((await callApi(null, "GET", path)).status).toBe(404)).toPass({
    timeout: 1_500,
  });
});

test("the look-up answers the same through both doors", async () => {
  for (const query of ["email=nobody@example.test", "email=nonsense", ""]) {
    const answers = await Promise.all(
      [appUrl, nextUrl].map(async (url) => {
        const answer = await fetch(url(`/api/v1/referral-codes/by-email?${query}`));
        const { instance: _, ...body } = (await answer.json()) as Record<string, unknown>;
        return { status: answer.status, body };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  }
});

test("over HTTP, unknown and codeless addresses take the same time", async ({ page }) => {
  const person = await joinAs(page, "codeless");
  const times = { codeless: [] as number[], unknown: [] as number[] };
  const measure = async (kind: keyof typeof times, email: string) => {
    const startedAt = performance.now();
    const answer = await fetch(appUrl(`/api/v1/referral-codes/by-email?email=${encodeURIComponent(email)}`), {
      headers: { "x-forwarded-for": anyClient() },
    });
    await answer.text();
    times[kind].push(performance.now() - startedAt);
    expect(answer.status).toBe(404);
  };
  for (let round = 0; round < 300; round++) {
    await measure("codeless", person.email);
    await measure("unknown", "never-heard-of@example.test");
  }
  const median = (list: number[]) =>
    list.slice(20).toSorted((a, b) => a - b)[Math.floor((list.length - 20) / 2)] ?? 0;
  expect(Math.abs(median(times.codeless) - median(times.unknown))).toBeLessThan(
    0.2 * median(times.unknown) + 0.1,
  );
});
