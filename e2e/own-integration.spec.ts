import { expect, type Page, test } from "@playwright/test";
import ru from "@/messages/ru/connections.json" with { type: "json" };
import ruErrors from "@/messages/ru/errors.json" with { type: "json" };
import { connectDodois } from "./support/connect";
import { joinAs } from "./support/people";
import { control } from "./support/sandbox";
import { amocrmUrl, appUrl } from "./support/stack";

const words = ru.private;

/** An integration that its owner has made in amoCRM. */
async function makeIntegration(clientId: string, redirectUri: string) {
  const integration = { clientId, clientSecret: `the secret of ${clientId}`, redirectUri };
  const hookUrl = appUrl("/api/hooks/amocrm/disabled");
  await control(amocrmUrl(), "integrations", { ...integration, hookUrl });
  return integration;
}

async function fillIn(page: Page, { clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  await page.getByRole("button", { name: ru.connect.more }).first().click();
  await page.getByRole("menuitem", { name: ru.connect.private }).click();
  await page.getByLabel(words.host).fill("https://pizzanorth.amocrm.ru/leads/");
  await page.getByLabel(words.clientId).fill(clientId);
  await page.getByLabel(words.secret, { exact: true }).fill(clientSecret);
}

test("a person connects by an integration of their own, and hears when it is switched off at amoCRM", async ({
  page,
}) => {
  await joinAs(page, "integrator");
  const integration = await makeIntegration("00000000-0000-4000-8000-0000000000e1", appUrl("/api/callback"));
  await page.goto(appUrl("/dashboard/connections"));
  await fillIn(page, integration);
  await page.getByRole("button", { name: words.submitRedirect }).click();
  await page.getByTestId("account-pizzanorth").check();
  await page.getByTestId("allow").click();
  await expect(page.getByText(ru.result.connected)).toBeVisible();

  const told = await control(amocrmUrl(), "disable-hook", {
    account: "pizzanorth",
    clientId: integration.clientId,
  });
  expect(await told.json()).toEqual({ status: 204 });
  await page.reload();
  await expect(page.getByText(ru.health.reauth_required.title)).toBeVisible();
});

test("with a redirect URI elsewhere a pasted code connects, mistakes are named, and the secret does not come back", async ({
  page,
}) => {
  await joinAs(page, "paster");
  const elsewhere = "https://crm.example.test/done";
  const integration = await makeIntegration("00000000-0000-4000-8000-0000000000e2", elsewhere);
  await page.goto(appUrl("/dashboard/connections"));
  await fillIn(page, { ...integration, clientSecret: "mistyped" });
  await page.getByLabel(words.redirectUri, { exact: true }).fill(elsewhere);
  const url = amocrmUrl(`/oauth?client_id=${integration.clientId}&state=x`);
  const consent = await control(amocrmUrl(), "authorize", { url, account: "pizzanorth" });
  const { redirectTo } = (await consent.json()) as { redirectTo: string };
  await page.getByLabel(words.code).fill(redirectTo);
  await page.getByRole("button", { name: words.submitCode, exact: true }).click();
  await expect(page.getByText(ruErrors.reasons.amocrm_secret_wrong)).toBeVisible();
  await page.getByLabel(words.secret, { exact: true }).fill(integration.clientSecret);
  await page.getByRole("button", { name: words.submitCode, exact: true }).click();
  await expect(page.getByText(ru.result.connected)).toBeVisible();

  await page.goto(
    page.url().replace(/connections\/([0-9a-f-]+).*/, "connections/amocrm-private?connection=$1"),
  );
  await expect(page.getByLabel(words.clientId)).toHaveValue(integration.clientId);
  expect(await page.content()).not.toContain(integration.clientSecret);
});

test("a person pauses a connection, finds it among the paused, and resumes it", async ({ page }) => {
  await joinAs(page, "pauser");
  const id = await connectDodois(page);
  await page.getByRole("button", { name: ru.actions.disable }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: ru.disable.confirm }).click();
  await expect(page.getByText(ru.health.disabled.text)).toBeVisible();
  await page.goto(appUrl("/dashboard/connections"));
  await page.getByRole("link", { name: ru.filter.disabled }).click();
  await page.waitForURL(/show=disabled/);
  await page.locator(`a[href="/dashboard/connections/${id}"]`).click();
  await page.getByRole("button", { name: ru.actions.enable }).click();
  await expect(page.getByText(ru.health.active.text)).toBeVisible();
});
