import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/app/_ui/page-header";
import { cursorFrom } from "@/lib/domain/page";
import { requireOperatorContext } from "@/lib/http/page-context";
import { listCronRuns } from "@/lib/services/cron-run/list";
import { cronOverview } from "@/lib/services/cron-run/overview";
import { CronFacts } from "./cron-facts";
import { RunsCard } from "./runs-card";

export async function generateMetadata(): Promise<Metadata> {
  await requireOperatorContext();
  return { title: (await getTranslations("admin.cron"))("title") };
}

export default async function CronPage({ searchParams }: PageProps<"/admin/cron">) {
  const ctx = await requireOperatorContext();
  const parameters = await searchParams;
  const cursor = cursorFrom(parameters.cursor);
  const onlyFailed = parameters.show === "failed";
  const [overview, page, t] = await Promise.all([
    cronOverview(ctx),
    listCronRuns(ctx, { cursor, onlyFailed }),
    getTranslations("admin.cron"),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="flex flex-col gap-6">
        <CronFacts overview={overview} now={ctx.now} />
        <RunsCard page={page} cursor={cursor} onlyFailed={onlyFailed} now={ctx.now} />
      </div>
    </>
  );
}
