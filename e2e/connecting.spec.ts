import { expect, test } from "@playwright/test";
import ru from "@/messages/ru/connections.json" with { type: "json" };
import ruErrors from "@/messages/ru/errors.json" with { type: "json" };
import { connectDodois } from "./support/connect";
import { joinAs } from "./support/people";
import { accountOf, control } from "./support/sandbox";
import { appUrl, dodoisUrl } from "./support/stack";

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

/** The address to which the provider would send the browser back, not yet followed. */
async function grantedCallback(page: import("@playwright/test").Page): Promise<string> {
  const started = await page.request.get(appUrl("/api/connect/dodois"), { maxRedirects: 0 });
  const url = started.headers().location;
  const answer = await control(dodoisUrl(), "authorize", { url, account: await accountOf(dodoisUrl()) });
  return ((await answer.json()) as { redirectTo: string }).redirectTo;
}
