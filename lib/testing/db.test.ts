import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDb } from "@/lib/testing/db";

test("a test file starts with a migrated and empty database", async () => {
  const rows = await testDb().execute(sql`select count(*)::int as users from users`);
  expect(rows[0]).toEqual({ users: 0 });
});
