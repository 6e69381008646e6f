import { randomInt } from "node:crypto";
import { expect, type Page, type Request } from "@playwright/test";
import postgres from "postgres";
import ruSettings from "@/messages/ru/settings.json" with { type: "json" };
import { newPerson, type Person, signUp } from "./people";
import { callCron } from "./sandbox";
import { appUrl, mailUrl, stack } from "./stack";

export interface Code {
  id: string;
  code: string;
  url: string;
  state: string;
  uses: number;
}

/** Makes a key that may see and change its owner's codes. */
export async function createReferralKey(page: Page): Promise<string> {
  await page.goto(appUrl("/dashboard/settings"));
  await page.getByRole("button", { name: ruSettings.apiKeys.create }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(ruSettings.createKey.name).fill("Рефералы");
  for (const scope of ["referrals:read", "referrals:write"] as const)
    await dialog.getByLabel(ruSettings.scopes[scope].title).check();
  await dialog.getByRole("button", { name: ruSettings.createKey.submit }).click();
  const secret = dialog.getByText(/^mk_live_/);
  await expect(secret).toBeVisible();
  return (await secret.textContent())?.trim() ?? "";
}

export async function callApi(key: string | null, method: string, path: string, body?: object) {
  const answer = await fetch(appUrl(`/api/v1${path}`), {
    method,
    headers: { "x-forwarded-for": anyClient(), ...(key !== null && { authorization: `Bearer ${key}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}

export async function makeCode(key: string, input: object = {}): Promise<Code> {
  const made = await callApi(key, "POST", "/referral-codes", {
    lifetime: { days: 1 },
    activate: true,
    ...input,
  });
  expect(made.status).toBe(201);
  return made.body as Code;
}

/** So many who have come by the code, without the hours that their sign-ups would take. The first is a formula. */
export async function fillReferrals(codeId: string, count: number): Promise<void> {
  const sql = postgres(stack().databaseUrl, { max: 1 });
  try {
    await sql`
      with people as (
        insert into users (id, email, email_key, username, username_key, created_at, updated_at)
        select gen_random_uuid(), p, p, p, p, now(), now()
        from (select case n when 1 then '=' else '' end || n || '-' || ${codeId} || '@example.test' as p
              from generate_series(1, ${count}::int) n) s
        returning id)
      insert into referrals (id, code_id, referrer_id, referred_id, status, created_at)
      select gen_random_uuid(), c.id, c.user_id, people.id, 'pending', now()
      from people, referral_codes c where c.id = ${codeId}`;
  } finally {
    await sql.end();
  }
}

/** An address of a client whose requests nobody else's limits count. */
export function anyClient(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
}

export type SignUpCall = (
  person: Person,
  code?: string,
) => Promise<"applied" | "refused" | "none" | "failed">;

/** Watches how the page signs somebody up and does the same over HTTP, any number of times at once. */
export async function learnSignUp(page: Page): Promise<SignUpCall> {
  const seen = page.waitForRequest(
    (request) => request.method() === "POST" && request.postData()?.includes("passwordConfirm") === true,
  );
  await signUp(page, newPerson("pattern"));
  const pattern = await seen;
  return async (person, code) => await repeatSignUp(pattern, person, code);
}

async function repeatSignUp(pattern: Request, person: Person, code: string | undefined) {
  const { "next-action": action = "", "next-router-state-tree": tree = "" } = pattern.headers();
  const input = { ...person, passwordConfirm: person.password, referralCode: code ?? "", locale: "ru" };
  const answer = await fetch(pattern.url(), {
    method: "POST",
    headers: {
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      origin: new URL(pattern.url()).origin,
      "next-action": action,
      "next-router-state-tree": tree,
      "x-forwarded-for": anyClient(),
    },
    body: JSON.stringify([input]),
  });
  const text = await answer.text();
  if (!text.includes('"ok":true')) return "failed";
  return (/"referral":\{"status":"(applied|refused|none)"/.exec(text)?.[1] ?? "failed") as "applied";
}

/** How many mails have come to the address once the queue is empty. */
export async function mailsTo(address: string): Promise<number> {
  for (let drained = 0; drained < 2; drained++) expect((await callCron("run-jobs")).status).toBe(200);
  const answer = await fetch(mailUrl(`/_sandbox/messages?to=${encodeURIComponent(address)}`));
  return ((await answer.json()) as object[]).length;
}
