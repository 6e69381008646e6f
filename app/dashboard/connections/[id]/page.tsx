import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { cursorFrom } from "@/lib/domain/page";
import { requirePageContext } from "@/lib/http/page-context";
import { listConnectionEvents } from "@/lib/services/connection/list-events";
import { listConnectionUsage } from "@/lib/services/connection/list-usage";
import { ResultBanner } from "../result-banner";
import { LiveData } from "./_tiles/live-data";
import { ConnectionHeader } from "./connection-header";
import { EventsCard } from "./events-card";
import { FactsCard } from "./facts-card";
import { findConnection } from "./find-connection";
import { HealthCard } from "./health-card";
import { UsageCard } from "./usage-card";

type Props = PageProps<"/dashboard/connections/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { connection } = await findConnection((await params).id);
  return { title: connection.name };
}

export default async function ConnectionPage({ params, searchParams }: Props) {
  const ctx = await requirePageContext();
  const { id } = await params;
  const parameters = await searchParams;
  const cursor = cursorFrom(parameters.cursor);
  const { connection, projectId } = await findConnection(id);
  const [events, usage, t] = await Promise.all([
    listConnectionEvents(ctx, { projectId, connectionId: id, cursor }),
    listConnectionUsage(ctx, { projectId, connectionId: id }),
    getTranslations("connections"),
  ]);
  return (
    <ClientMessages namespaces={["connections"]}>
      <Link
        href="/dashboard/connections"
        className="-ml-1 mb-5 inline-flex items-center gap-1.5 rounded-sm px-1 text-muted text-sm hover:text-text"
      >
        <ArrowLeft className="size-4" />
        {t("back")}
      </Link>
      <ConnectionHeader connection={connection} />
      <div className="flex flex-col gap-6">
        <ResultBanner result={parameters.result} reason={parameters.reason} />
        <HealthCard connection={connection} />
        <LiveData ctx={ctx} connection={connection} />
        <FactsCard connection={connection} now={ctx.now} />
        <UsageCard usage={usage} now={ctx.now} />
        <EventsCard connectionId={id} page={events} cursor={cursor} now={ctx.now} />
      </div>
    </ClientMessages>
  );
}
