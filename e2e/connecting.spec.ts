import { expect, test } from "@playwright/test";
import ru from "@/messages/ru/connections.json" with { type: "json" };
import ruDashboard from "@/messages/ru/dashboard.json" with { type: "json" };
import ruErrors from "@/messages/ru/errors.json" with { type: "json" };
import { connectDodois } from "./support/connect";
import { joinAs } from "./support/people";
import { accountOf, control } from "./support/sandbox";
import { appUrl, dodoisComUrl, dodoisUrl } from "./support/stack";

test("a refused consent connects nothing and says so", async ({ page }) => {
  await joinAs(page, "denier");
  await page.goto(appUrl("/dashboard/connections"));
  await page.getByRole("link", { name: ru.connect.amocrm }).first().click();
  await page.getByTestId("deny").click();
  await expect(page.getByText(ru.result.denied)).toBeVisible();
  await expect(page.getByText(ru.empty.title)).toBeVisible();
});

test("a callback with a wrong, a replayed or a foreign state is refused in the same words", async ({
  page,
  browser,
}) => {
  await joinAs(page, "victim");
  const refused = page.getByText(ruErrors.reasons.state_invalid);
  await page.goto(appUrl("/api/callback?code=abc&state=made-up"));
  await expect(refused).toBeVisible();

  const callback = await grantedCallback(page);
  const stranger = await browser.newContext({ locale: "ru-RU" });
  const strangersPage = await stranger.newPage();
  await joinAs(strangersPage, "stranger");
  await strangersPage.goto(callback);
  await expect(strangersPage.getByText(ruErrors.reasons.state_invalid)).toBeVisible();
  await stranger.close();

  await page.goto(callback);
  await expect(page.getByText(ru.health.active.title)).toBeVisible();
  await page.goto(callback);
  await expect(refused).toBeVisible();
  await expect(page).not.toHaveURL(/code=/);
});

test("a person refreshes, disconnects and connects the same account again under the same number", async ({
  page,
}) => {
  await joinAs(page, "keeper");
  const id = await connectDodois(page, 1);
  await page.getByRole("button", { name: ru.actions.refresh }).click();
  await expect(page.getByText(ru.events.refreshed).first()).toBeVisible();
  await page.getByRole("button", { name: ru.actions.disconnect }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: ru.disconnect.confirm }).click();
  await expect(
    page.getByText(ru.health.revoked.title).or(page.getByText(ru.empty.title)).first(),
  ).toBeVisible();
  expect(await connectDodois(page, 1)).toBe(id);
});

test("whose access was refused once may reconnect at once, and a wrong address keeps the sections", async ({
  page,
}) => {
  await joinAs(page, "doubter");
  const id = await connectDodois(page, 2);
  const account = await accountOf(dodoisUrl(), 2);
  expect((await control(dodoisUrl(), "revoke", { account })).status).toBe(200);
  await page.getByRole("button", { name: ru.actions.refresh }).click();
  await expect(page.getByText(ru.health.doubted.title)).toBeVisible();
  await expect(page.getByText(ru.health.degraded.title)).toHaveCount(0);
  await page.getByRole("link", { name: ru.actions.reconnect }).click();
  await page.getByTestId(`account-${account}`).click();
  await page.getByTestId("allow").click();
  await page.waitForURL(new RegExp(`/dashboard/connections/${id}`));
  await expect(page.getByText(ru.health.active.title)).toBeVisible();

  await page.goto(appUrl("/dashboard/no-such-page"));
  await expect(page.getByRole("heading", { name: ruDashboard.notFound.title })).toBeVisible();
  await page.getByRole("link", { name: ruDashboard.nav.connections }).first().click();
  await expect(page.getByRole("heading", { name: ru.title })).toBeVisible();
});

test("another's connection, nobody's and no address at all are the same page of status 404", async ({
  page,
  browser,
}) => {
  await joinAs(page, "owner");
  const id = await connectDodois(page);
  const stranger = await (await browser.newContext({ locale: "ru-RU" })).newPage();
  await joinAs(stranger, "stranger");
  const seen = [];
  for (const path of [
    `connections/${id}`,
    `connections/${crypto.randomUUID()}`,
    "connections/x",
    "no-such-page",
  ]) {
    const answer = await stranger.goto(appUrl(`/dashboard/${path}`));
    seen.push([answer?.status(), await stranger.title(), await stranger.locator("main").innerText()]);
  }
  expect(seen[0]?.[0]).toBe(404);
  for (const other of seen) expect(other).toEqual(seen[0]);
  expect((await page.goto(appUrl(`/dashboard/connections/${id}`)))?.status()).toBe(200);
  await stranger.context().close();
});

test("a person connects the second cluster, finds it by its name, and reconnecting stays there", async ({
  page,
}) => {
  await joinAs(page, "abroad");
  const atHome = await connectDodois(page);
  const id = await connectDodois(page, 0, "com");
  expect(id).not.toBe(atHome);
  await expect(page.getByText(`Dodo IS · ${ru.clusters.com.name}`)).toBeVisible();
  await expect(page.getByText(dodoisComUrl(), { exact: true })).toBeVisible();
  // The place stands elsewhere, too, folded away: among what was out of stock earlier in the day.
  const units = page.locator("section section").filter({ hasText: ru.tiles.units.title });
  await expect(units.getByText("Berlin 1-1", { exact: true })).toBeVisible();

  await page.goto(appUrl("/dashboard/connections"));
  const rows = page.locator('a[href^="/dashboard/connections/"]').filter({ hasText: /Beispiel|Примерова/ });
  await expect(rows).toHaveCount(2);
  await page.getByLabel(ru.filter.provider).selectOption("dodois.com");
  await page.waitForURL(/provider=dodois\.com/);
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveAttribute("href", `/dashboard/connections/${id}`);

  await page.goto(appUrl(`/dashboard/connections/${id}`));
  await page.getByRole("button", { name: ru.actions.disconnect }).first().click();
  await page.getByRole("alertdialog").getByRole("button", { name: ru.disconnect.confirm }).click();
  await expect(
    page.getByText(ru.health.revoked.title).or(page.getByText(ru.filter.label)).first(),
  ).toBeVisible();
  await page.goto(appUrl(`/dashboard/connections/${id}`));
  await page.getByRole("link", { name: ru.actions.reconnect }).first().click();
  await page.waitForURL((url) => url.origin === dodoisComUrl());
  await page.getByTestId(`account-${await accountOf(dodoisComUrl())}`).click();
  await page.getByTestId("allow").click();
  await page.waitForURL(new RegExp(`/dashboard/connections/${id}`));
  await expect(page.getByText(ru.health.active.title)).toBeVisible();
});

/** The address to which the provider would send the browser back, not yet followed. */
async function grantedCallback(page: import("@playwright/test").Page): Promise<string> {
  const started = await page.request.get(appUrl("/api/connect/dodois"), { maxRedirects: 0 });
  const url = started.headers().location;
  const answer = await control(dodoisUrl(), "authorize", { url, account: await accountOf(dodoisUrl()) });
  return ((await answer.json()) as { redirectTo: string }).redirectTo;
}
