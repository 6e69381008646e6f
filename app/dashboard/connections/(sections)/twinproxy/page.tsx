import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { Card } from "@/app/_ui/card";
import { PageHeader } from "@/app/_ui/page-header";
import { requirePageContext } from "@/lib/http/page-context";
import { ClaimForm } from "./claim-form";

const steps = ["step1", "step2", "step3", "step4"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("connections"))("twinproxy.title") };
}

export default async function TwinproxyPage() {
  await requirePageContext();
  const t = await getTranslations("connections");
  return (
    <ClientMessages namespaces={["connections"]}>
      <Link
        href="/dashboard/connections"
        className="-ml-1 mb-5 inline-flex items-center gap-1.5 rounded-sm px-1 text-muted text-sm hover:text-text"
      >
        <ArrowLeft className="size-4" />
        {t("back")}
      </Link>
      <PageHeader title={t("twinproxy.title")} description={t("twinproxy.text")} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card>
          <ClaimForm />
        </Card>
        <Card title={t("twinproxy.help.title")}>
          <ol className="flex list-decimal flex-col gap-2 pl-5 text-sm marker:text-faint">
            {steps.map((step) => (
              <li key={step}>{t(`twinproxy.help.${step}`)}</li>
            ))}
          </ol>
        </Card>
      </div>
    </ClientMessages>
  );
}
