import { expect } from "@playwright/test";
import { amocrmUrl, appUrl, dodoisUrl, mailUrl, stack } from "./stack";

export interface Mail {
  id: string;
  to: string[];
  subject: string;
  text: string;
  links: string[];
}

/** Calls a scheduled job's route as the scheduler would. */
export async function callCron(
  job: string,
  authorization = `Bearer ${stack().cronSecret}`,
): Promise<Response> {
  return await fetch(appUrl(`/api/cron/${job}`), { headers: { authorization } });
}

/** Lets the queue be drained until a mail that fits has come. */
export async function mailTo(address: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect(async () => {
    expect((await callCron("run-jobs")).status).toBe(200);
    const answer = await fetch(mailUrl(`/_sandbox/messages?to=${encodeURIComponent(address)}`));
    found = ((await answer.json()) as Mail[]).find((mail) => subject.test(mail.subject));
    expect(found).toBeDefined();
  }).toPass({ timeout: 20_000 });
  if (found === undefined) throw new Error(`No mail to ${address} fits ${subject}.`);
  return found;
}

/** Moves the clock of the providers and the product on. */
export async function advanceHours(hours: number): Promise<void> {
  await control(dodoisUrl(), "clock", { advanceSeconds: hours * 3600 });
}

export async function control(origin: string, command: string, body: object = {}): Promise<Response> {
  return await fetch(`${origin}/_sandbox/${command}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

export async function accountOf(origin: string, index = 0): Promise<string> {
  const accounts = (await (await fetch(`${origin}/_sandbox/accounts`)).json()) as Array<{ id: string }>;
  return String(accounts[index]?.id);
}

/** Whether the provider itself takes the token. */
export async function providerTakes(provider: "dodois" | "amocrm", token: string): Promise<boolean> {
  const url = provider === "dodois" ? dodoisUrl("/connect/userinfo") : amocrmUrl("/api/v4/account");
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-host": "pizzanorth.amocrm.ru" };
  const answer = await fetch(url, { headers });
  await answer.body?.cancel();
  return answer.status === 200;
}
