import { type Db, db } from "@/db/client";

/** The database of the current test file: a migrated clone, empty, dropped at the end. */
export function testDb(): Db {
  return db();
}
