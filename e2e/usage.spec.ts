import { expect, test } from "@playwright/test";
import postgres from "postgres";
import ru from "@/messages/ru/connections.json" with { type: "json" };
import ruSettings from "@/messages/ru/settings.json" with { type: "json" };
import { createApiKey, tokenOf } from "./support/api";
import { connectDodois } from "./support/connect";
import { Installation } from "./support/installation";
import { joinAs } from "./support/people";
import { appUrl, nextUrl } from "./support/stack";

async function call(url: string, key: string): Promise<number> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  await answer.body?.cancel();
  return answer.status;
}

test("who uses a connection is told on its page: tokens, calls through either door, and errors", async ({
  page,
}) => {
  await joinAs(page, "counted");
  const id = await connectDodois(page, 1);
  const card = page.locator("section").filter({ hasText: ru.usage.title });
  await expect(card.getByText(ru.usage.emptyTitle)).toBeVisible();

  const key = await createApiKey(page, [ruSettings.scopes["connections:proxy"].title]);
  await tokenOf(key, id);
  const proxied = `/api/v1/connections/${id}/proxy`;
  for (const door of [appUrl, nextUrl]) {
    expect(await call(door(`${proxied}/auth/roles/units`), key)).toBe(200);
    expect(await call(door(`${proxied}/no/such/thing`), key)).toBe(404);
  }
  await page.goto(appUrl(`/dashboard/connections/${id}`));
  const row = card.getByRole("row").filter({ hasText: "Проверка" });
  await expect(async () => {
    await page.reload();
    await expect(row.getByRole("cell")).toContainText(
      [/Проверка/, /1 сегодня 1/, /4 сегодня 4/, /4xx: 2/, /./],
      { timeout: 1_000 },
    );
  }).toPass({ timeout: 15_000 });
});

test("what was counted in the last moment before a stop is there after it", async () => {
  test.setTimeout(120_000);
  const mostik = await Installation.make();
  try {
    await mostik.start({ MOSTIK_WORKER: "0" });
    const { api_key: key, connections } = mostik.demo();
    const url = mostik.url(`/api/v1/connections/${connections.dodois}/proxy/auth/roles/units`);
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => await call(url, key)));
    await mostik.stop();
    await mostik.start({ MOSTIK_WORKER: "0" });
    const { DATABASE_URL: databaseUrl } = JSON.parse(mostik.read("running.json")) as { DATABASE_URL: string };
    const sql = postgres(databaseUrl, { max: 1 });
    const [row] = await sql`select sum(calls)::int as calls, sum(failed)::int as failed from proxied_calls`;
    await sql.end();
    expect(row).toEqual({ calls: 20, failed: statuses.filter((status) => status >= 500).length });
  } finally {
    await mostik.remove();
  }
});
