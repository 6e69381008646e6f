import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { Banner } from "@/app/_ui/banner";
import { Card } from "@/app/_ui/card";
import { PageHeader } from "@/app/_ui/page-header";
import { appUrl } from "@/lib/http/connect-redirect";
import { requirePageContext } from "@/lib/http/page-context";
import { listIntegrations } from "@/lib/services/integration/list";
import { currentProject } from "@/lib/services/project/current";
import { findConnection } from "../../[id]/find-connection";
import { HelpCard } from "./help-card";
import { IntegrationList } from "./integration-list";
import { knownValues } from "./known-values";
import { PrivateForm } from "./private-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("connections"))("private.title") };
}

type Props = PageProps<"/dashboard/connections/amocrm-private">;

export default async function AmocrmPrivatePage({ searchParams }: Props) {
  const ctx = await requirePageContext();
  const wanted = z.uuid().safeParse((await searchParams).connection).data;
  const known = wanted === undefined ? null : (await findConnection(wanted)).connection;
  const connection = known?.provider === "amocrm" ? known : null;
  const project = await currentProject(ctx);
  const [integrations, t] = await Promise.all([
    listIntegrations(ctx, project.id),
    getTranslations("connections"),
  ]);
  const integration = integrations.find(({ id }) => id === connection?.integrationId) ?? null;
  const callbackUrl = appUrl("/api/callback").toString();
  return (
    <ClientMessages namespaces={["connections"]}>
      <Link
        href="/dashboard/connections"
        className="-ml-1 mb-5 inline-flex items-center gap-1.5 rounded-sm px-1 text-muted text-sm hover:text-text"
      >
        <ArrowLeft className="size-4" />
        {t("back")}
      </Link>
      <PageHeader title={t("private.title")} description={t("private.text")} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex flex-col gap-6">
          {connection !== null && <Banner>{t("private.reconnect", { name: connection.name })}</Banner>}
          <Card>
            <PrivateForm
              known={knownValues(connection, integration, callbackUrl)}
              callbackUrl={callbackUrl}
            />
          </Card>
          {integrations.length > 0 && <IntegrationList integrations={integrations} />}
        </div>
        <HelpCard callbackUrl={callbackUrl} hookUrl={appUrl("/api/hooks/amocrm/disabled").toString()} />
      </div>
    </ClientMessages>
  );
}
