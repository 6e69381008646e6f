import { eq, inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Db, db } from "@/db/client";
import { users } from "@/db/schema/user";

const prepared = async (tx: Db) => {
  const rows = await tx.execute(sql`select statement from pg_prepared_statements`);
  return rows.map(({ statement }) => String(statement)).filter((text) => text.includes('from "users"'));
};

test("a query that comes again was prepared, once, within a transaction too", async () => {
  await db().transaction(async (tx) => {
    for (const username of ["a", "b", "c"]) await tx.select().from(users).where(eq(users.username, username));
    expect(await prepared(tx)).toHaveLength(1);
    await tx.transaction(async (inner) => {
      await inner.select({ id: users.id }).from(users).where(eq(users.username, "a"));
    });
    expect(await prepared(tx)).toHaveLength(2);
  });
});

test("lists of values are not kept prepared", async () => {
  await db().transaction(async (tx) => {
    const before = (await prepared(tx)).length;
    const names = Array.from({ length: 41 }, (_, index) => String(index));
    await tx.select().from(users).where(inArray(users.username, names));
    expect(await prepared(tx)).toHaveLength(before);
  });
});
