import { expect, type Page } from "@playwright/test";
import ru from "@/messages/ru/settings.json" with { type: "json" };
import { appUrl } from "./stack";

export interface TokenAnswer {
  access_token: string;
  gen: number;
  expires_at: string;
}

export async function tokenOf(key: string, connectionId: string): Promise<TokenAnswer> {
  const answer = await fetch(appUrl(`/api/v1/connections/${connectionId}/token`), {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as TokenAnswer;
}

/** Makes an API key in the settings, as a person would, and copies what is shown once; `more` are scopes besides. */
export async function createApiKey(page: Page, more: readonly string[] = []): Promise<string> {
  await page.goto(appUrl("/dashboard/settings"));
  await page.getByRole("button", { name: ru.apiKeys.create }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(ru.createKey.name).fill("Проверка");
  for (const name of more) await dialog.getByRole("checkbox", { name }).check();
  await dialog.getByRole("button", { name: ru.createKey.submit }).click();
  const secret = dialog.getByText(/^mk_live_/);
  await expect(secret).toBeVisible();
  return (await secret.textContent())?.trim() ?? "";
}
