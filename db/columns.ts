import { timestamp, uuid } from "drizzle-orm/pg-core";
import { v7 } from "uuid";

/** A UUIDv7 primary key: ordered by time of creation, so indexes grow at one end. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

/** A point in time, in UTC, with microseconds. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** When the row came to be; set by the command, never by the database's clock. */
export const createdAt = () => instant().notNull();
