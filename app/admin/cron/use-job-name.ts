import { useTranslations } from "next-intl";

const known = ["refresh-tokens", "run-jobs", "cleanup"] as const;

/** What a scheduled job is called; one that has no words goes by its own name. */
export function useJobName(): (job: string) => string {
  const t = useTranslations("admin.cron.jobNames");
  return (job) => {
    const name = known.find((each) => each === job);
    return name === undefined ? job : t(name);
  };
}
