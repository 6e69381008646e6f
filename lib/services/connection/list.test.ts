import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { makeOwner, type Owner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { type ConnectionFilter, connectionsQuery, listConnections } from "./list";

const many = 10_000;
let owner: Owner;

beforeAll(async () => {
  owner = await makeOwner();
  const other = await makeOwner();
  await insertMany(owner.projectId, many);
  await insertMany(other.projectId, 9 * many);
  await testDb().execute(sql`vacuum analyze ${connections}`);
});

/** Every third of amoCRM, every hundredth in want of attention, every thousandth switched off. */
async function insertMany(projectId: string, count: number): Promise<void> {
  await testDb().execute(sql`
    insert into ${connections} (id, project_id, provider, upstream_origin, upstream_account_id, name,
      status, scopes, created_at, updated_at)
    select gen_random_uuid(), ${projectId}::uuid, case when n % 3 = 0 then 'amocrm' else 'dodois' end,
      'https://example.test', n::text, 'Пиццерия № ' || n,
      case when n % 1000 = 0 then 'disabled' when n % 100 = 0 then 'reauth_required' else 'active' end,
      '{}', now(), now()
    from generate_series(1, ${count}) n`);
}

const list = async (filter: Partial<ConnectionFilter> = {}) =>
  await listConnections({ db: testDb() }, { projectId: owner.projectId, cursor: null, ...filter });

/** All pages in turn. */
async function walk(filter: Partial<ConnectionFilter> = {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({ ...filter, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

test("paging through ten thousand shows each connection of the project once, the newest first", async () => {
  const ids = await walk();
  expect(new Set(ids).size).toBe(many);
  expect(ids).toEqual([...ids].sort().reverse());
});

test.each<[string, Partial<ConnectionFilter>, number]>([
  ["a provider", { provider: "amocrm" }, 3333],
  ["those in want of attention", { show: "attention" }, 90],
  ["those that are switched off", { show: "disabled" }, 10],
  ["a part of the name, in any case", { query: "пиццерия № 999" }, 11],
  ["all of it together", { provider: "amocrm", show: "attention", query: "9" }, 6],
])("the list narrows to %s, page by page", async (_, filter, count) => {
  expect(await walk(filter)).toHaveLength(count);
});

test("what a pattern would take for a wildcard is searched for as it stands", async () => {
  expect(await walk({ query: "%" })).toEqual([]);
  expect(await walk({ query: "_" })).toEqual([]);
});

test("every page is read by the project's index, a search for nothing included, and looks at few pages of it", async () => {
  const last = (await walk({ show: "attention" })).at(-1) ?? null;
  const filters: Partial<ConnectionFilter>[] = [
    {},
    { cursor: last },
    { show: "disabled" },
    { query: "нет такого" },
    { query: "№ 5", provider: "amocrm" },
  ];
  for (const filter of filters) {
    const { plan, pages } = await explain(filter);
    expect([filter, plan]).toEqual([filter, expect.stringContaining("connections_project_id_idx")]);
    expect(plan).not.toContain("Seq Scan");
    expect(pages).toBeGreaterThan(0);
    expect(pages).toBeLessThan(1_000);
  }
});

async function explain(filter: Partial<ConnectionFilter>) {
  const query = connectionsQuery({ db: testDb() }, { projectId: owner.projectId, cursor: null, ...filter });
  const rows = await testDb().execute<{ "QUERY PLAN": string }>(sql`explain (analyze, buffers) ${query}`);
  const plan = [...rows].map((row) => row["QUERY PLAN"]).join("\n");
  const [, hit = "0", , read = "0"] = /Buffers: shared hit=(\d+)( read=(\d+))?/.exec(plan) ?? [];
  return { plan, pages: Number(hit) + Number(read) };
}
