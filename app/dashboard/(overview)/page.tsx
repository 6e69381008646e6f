import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/app/_ui/page-header";
import { requirePageContext } from "@/lib/http/page-context";
import { getOverview } from "@/lib/services/overview/get";
import { getUser } from "@/lib/services/user/get";
import { FirstSteps } from "../_overview/first-steps";
import { RecentEvents } from "../_overview/recent-events";
import { Tiles } from "../_overview/tiles";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("nav.overview") };
}

export default async function OverviewPage() {
  const ctx = await requirePageContext();
  const [overview, user, t] = await Promise.all([
    getOverview(ctx),
    getUser(ctx),
    getTranslations("dashboard"),
  ]);
  const steps = {
    dodois: overview.connectedProviders.includes("dodois"),
    amocrm: overview.connectedProviders.includes("amocrm"),
    code: overview.activeCode !== null || overview.referrals.pending + overview.referrals.confirmed > 0,
    apiKey: overview.hasApiKey,
  };
  return (
    <>
      <PageHeader
        title={t("greeting", { username: user.username })}
        description={t("project", { name: overview.projectName })}
      />
      <div className="flex flex-col gap-6">
        <Tiles overview={overview} now={ctx.now} />
        {Object.values(steps).includes(false) && <FirstSteps steps={steps} />}
        <RecentEvents events={overview.events} now={ctx.now} />
      </div>
    </>
  );
}
