import { expect, test } from "vitest";
import { operations } from "@/lib/api/operations";
import { messages } from "@/lib/i18n/messages";
import { schedule } from "./schedule";

test("every job that runs by the clock has a name that operators can read, in both languages", () => {
  const routes = operations.flatMap(({ path }) => /^\/api\/cron\/(.+)$/.exec(path)?.[1] ?? []);
  const jobs = new Set([...schedule.map(({ name }) => name), ...routes]);
  for (const { admin } of Object.values(messages))
    expect(new Set(Object.keys(admin.cron.jobNames))).toEqual(jobs);
});
