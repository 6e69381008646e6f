import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { integer, jsonb, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { JobState } from "@/lib/domain/job-state";
import { deadLetterQueue } from "./queues";
import { queueSchema } from "./settings";

const instant = () => timestamp({ withTimezone: true });

/** The columns of pg-boss's table that are read here; it is written only by pg-boss. */
export const jobTable = pgSchema(queueSchema).table("job", {
  id: uuid().notNull(),
  name: text().notNull(),
  data: jsonb().$type<unknown>(),
  state: text({ enum: ["created", "retry", "active", "completed", "cancelled", "failed"] }).notNull(),
  retryCount: integer().notNull(),
  startAfter: instant().notNull(),
  createdOn: instant().notNull(),
  completedOn: instant(),
  output: jsonb().$type<unknown>(),
  sourceName: text(),
  sourceCreatedOn: instant(),
  sourceRetryCount: integer(),
  sourceOutput: jsonb().$type<unknown>(),
});

/** The queue that the job was put into; of a dead letter, the one where it failed. */
export const homeQueue = sql<string>`coalesce(${jobTable.sourceName}, ${jobTable.name})`;

/** A job that failed for good leaves its row behind; from then on its dead letter stands for it. */
export const isNoShadow: SQL = sql`(${jobTable.state} <> 'failed' or ${jobTable.name} = ${sql.raw(`'${deadLetterQueue}'`)})`;

export const stateOfJob = sql<JobState>`case
  when ${jobTable.state} = 'cancelled' then 'deleted'
  when ${jobTable.name} = ${sql.raw(`'${deadLetterQueue}'`)} then 'dead'
  when ${jobTable.state} = 'created' then 'waiting'
  when ${jobTable.state} = 'retry' then 'retrying'
  when ${jobTable.state} = 'active' then 'running'
  else 'done' end`;
