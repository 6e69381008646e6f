import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { id, instant } from "../columns";

export const cronRuns = pgTable(
  "cron_runs",
  {
    id: id(),
    job: text().notNull(),
    status: text({ enum: ["running", "succeeded", "failed"] }).notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    counts: jsonb().$type<Record<string, number>>().notNull(),
    oldestOverdueSeconds: integer(),
    errorType: text(),
  },
  (table) => [
    index("cron_runs_job_idx").on(table.job, table.id),
    check("cron_runs_status_check", sql`${table.status} in ('running', 'succeeded', 'failed')`),
  ],
);
