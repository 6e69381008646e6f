import { expect, type Page } from "@playwright/test";
import ru from "@/messages/ru/connections.json" with { type: "json" };
import { accountOf } from "./sandbox";
import { appUrl, dodoisComUrl, dodoisUrl } from "./stack";

/** Connects Dodo IS through its sign-in and consent pages, and gives the connection's id. */
export async function connectDodois(page: Page, account = 0, cluster: "io" | "com" = "io"): Promise<string> {
  const { name } = ru.clusters[cluster];
  await page.goto(appUrl("/dashboard/connections"));
  await page.getByRole("button", { name: ru.connect.dodois }).first().click();
  await page.getByRole("menuitem", { name }).click();
  const origin = cluster === "io" ? dodoisUrl() : dodoisComUrl();
  await page.getByTestId(`account-${await accountOf(origin, account)}`).click();
  await page.getByTestId("allow").click();
  return await connectedId(page);
}

/** Connects amoCRM through its consent page, and gives the connection's id. */
export async function connectAmocrm(page: Page): Promise<string> {
  await page.goto(appUrl("/dashboard/connections"));
  await page.getByRole("link", { name: ru.connect.amocrm }).first().click();
  await page.getByTestId("account-pizzanorth").check();
  await page.getByTestId("allow").click();
  return await connectedId(page);
}

async function connectedId(page: Page): Promise<string> {
  await page.waitForURL(/\/dashboard\/connections\/[0-9a-f-]{36}/);
  await expect(page.getByText(ru.health.active.title)).toBeVisible();
  return /connections\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
}
