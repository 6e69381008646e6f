import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { PageHeader } from "@/app/_ui/page-header";
import { requireOperatorContext } from "@/lib/http/page-context";
import { listJobs } from "@/lib/services/job/list";
import { jobsOverview } from "@/lib/services/job/overview";
import { filterFrom } from "./job-filter";
import { JobsCard } from "./jobs-card";
import { QueueTable } from "./queue-table";
import { RedriveButton } from "./redrive-button";

export async function generateMetadata(): Promise<Metadata> {
  await requireOperatorContext();
  return { title: (await getTranslations("admin.jobs"))("title") };
}

export default async function JobsPage({ searchParams }: PageProps<"/admin/jobs">) {
  const ctx = await requireOperatorContext();
  const filter = filterFrom(await searchParams);
  const [queues, page, t] = await Promise.all([
    jobsOverview(ctx),
    listJobs(ctx, filter),
    getTranslations("admin.jobs"),
  ]);
  const shown = queues.filter(({ queue }) => filter.queue === null || filter.queue === queue);
  const dead = shown.reduce((sum, { counts }) => sum + counts.dead, 0);
  return (
    <ClientMessages namespaces={["admin"]}>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={dead > 0 && <RedriveButton queue={filter.queue} count={dead} />}
      />
      <div className="flex flex-col gap-6">
        <QueueTable queues={queues} now={ctx.now} />
        <JobsCard page={page} filter={filter} now={ctx.now} />
      </div>
    </ClientMessages>
  );
}
