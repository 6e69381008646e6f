import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import ruAuth from "@/messages/ru/auth.json" with { type: "json" };
import { mailTo } from "./sandbox";
import { appUrl, stack } from "./stack";

export interface Person {
  email: string;
  username: string;
  password: string;
}

export function newPerson(name: string): Person {
  const suffix = randomBytes(4).toString("hex");
  const username = `${name}-${suffix}`;
  return { email: `${username}@example.test`, username, password: `${suffix} длинный пароль` };
}

/** Fills the sign-up form at `path` and sees that the mail is announced. */
export async function signUp(page: Page, person: Person, path = "/sign-up"): Promise<void> {
  await forgetRequestCounts();
  await page.goto(appUrl(path));
  await page.getByLabel(ruAuth.fields.email).fill(person.email);
  await page.getByLabel(ruAuth.fields.username).fill(person.username);
  await page.getByLabel(ruAuth.fields.password, { exact: true }).fill(person.password);
  await page.getByLabel(ruAuth.fields.passwordConfirm, { exact: true }).fill(person.password);
  await page.getByRole("button", { name: ruAuth.signUp.submit }).click();
  await expect(page.getByRole("heading", { name: ruAuth.checkMail.title })).toBeVisible();
}

// All people of the tests come from one address, which has a limit of its own.
async function forgetRequestCounts(): Promise<void> {
  const { ports, storeToken } = stack();
  const response = await fetch(`http://127.0.0.1:${ports.store}/flushall`, {
    headers: { authorization: `Bearer ${storeToken}` },
  });
  expect(response.status).toBe(200);
}

/** Follows the link of the mail in the mail box, which signs in too. */
export async function verifyEmail(page: Page, person: Person): Promise<void> {
  const mail = await mailTo(person.email, /подтверд/i);
  const link = mail.links.find((url) => url.includes("/verify-email"));
  await page.goto(link ?? "");
  await page.getByLabel(ruAuth.verify.password, { exact: true }).fill(person.password);
  await page.getByRole("button", { name: ruAuth.verify.submit }).click();
  await page.waitForURL(appUrl("/dashboard"));
}

export async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto(appUrl("/sign-in"));
  await page.getByLabel(ruAuth.fields.login).fill(person.email);
  await page.getByLabel(ruAuth.fields.password, { exact: true }).fill(person.password);
  await page.getByRole("button", { name: ruAuth.signIn.submit }).click();
  await page.waitForURL(appUrl("/dashboard"));
}

/** A verified person, signed in on this page. */
export async function joinAs(page: Page, name: string, path?: string): Promise<Person> {
  const person = newPerson(name);
  await signUp(page, person, path);
  await verifyEmail(page, person);
  return person;
}
