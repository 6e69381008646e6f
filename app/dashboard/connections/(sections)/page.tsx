import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { PageHeader } from "@/app/_ui/page-header";
import { cursorFrom } from "@/lib/domain/page";
import { requirePageContext } from "@/lib/http/page-context";
import { listConnections } from "@/lib/services/connection/list";
import { currentProject } from "@/lib/services/project/current";
import { ConnectButtons } from "../connect-buttons";
import { ResultBanner } from "../result-banner";
import { ConnectionsCard } from "./connections-card";
import { filterFrom, isFiltered } from "./list-filter";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("connections"))("title") };
}

export default async function ConnectionsPage({ searchParams }: PageProps<"/dashboard/connections">) {
  const ctx = await requirePageContext();
  const parameters = await searchParams;
  const cursor = cursorFrom(parameters.cursor);
  const filter = filterFrom(parameters);
  const [project, t] = await Promise.all([currentProject(ctx), getTranslations("connections")]);
  const page = await listConnections(ctx, { projectId: project.id, cursor, ...filter });
  const isEmpty = page.items.length === 0 && cursor === null && !isFiltered(filter);
  return (
    <ClientMessages namespaces={["connections"]}>
      <PageHeader title={t("title")} description={t("text")} actions={!isEmpty && <ConnectButtons />} />
      <div className="flex flex-col gap-6">
        <ResultBanner result={parameters.result} reason={parameters.reason} />
        <ConnectionsCard page={page} cursor={cursor} filter={filter} now={ctx.now} />
      </div>
    </ClientMessages>
  );
}
