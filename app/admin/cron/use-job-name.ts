import { useMessages } from "next-intl";

/** What a scheduled job is called; one that has no words goes by its own name. */
export function useJobName(): (job: string) => string {
  const names: Record<string, string> = useMessages().admin.cron.jobNames;
  return (job) => names[job] ?? job;
}
