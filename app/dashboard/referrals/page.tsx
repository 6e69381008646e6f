import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { PageHeader } from "@/app/_ui/page-header";
import { cursorFrom } from "@/lib/domain/page";
import { BoardCard } from "./_board/board-card";
import { StatisticsCard } from "./_statistics/statistics-card";
import { statisticsDaysFrom } from "./_statistics/statistics-days";
import { CodeTable } from "./code-table";
import { CreateCodeDialog } from "./create-code-dialog";
import { FindableCard } from "./findable-card";
import { LinkCard } from "./link-card";
import { PeopleTable } from "./people-table";
import { readPage } from "./read-page";
import { ReferralCounts } from "./referral-counts";
import { RestorableCodes } from "./restorable-codes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals"))("title") };
}

export default async function ReferralsPage({ searchParams }: PageProps<"/dashboard/referrals">) {
  const parameters = await searchParams;
  const view = {
    codes: cursorFrom(parameters.codes),
    people: cursorFrom(parameters.people),
    days: statisticsDaysFrom(parameters.days),
  };
  const [data, t] = await Promise.all([readPage(view), getTranslations("referrals")]);
  const { now, activeCode, codes, counts } = data;
  const hasCodes = codes.items.length > 0 || view.codes !== null;
  const people = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <ClientMessages namespaces={["referrals"]}>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={hasCodes && <CreateCodeDialog />}
      />
      <div className="flex flex-col gap-6">
        <LinkCard code={activeCode} hasCodes={hasCodes} now={now} />
        {people > 0 && <ReferralCounts counts={counts} />}
        <div id="codes">
          <CodeTable page={codes} view={view} now={now} />
        </div>
        {data.restorable.length > 0 && <RestorableCodes codes={data.restorable} />}
        {hasCodes && (
          <div id="statistics">
            <StatisticsCard statistics={data.statistics} view={view} />
          </div>
        )}
        <div id="people">
          <PeopleTable
            page={data.people}
            total={people}
            latestExport={data.latestExport}
            view={view}
            now={now}
          />
        </div>
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <BoardCard board={data.board} />
          <FindableCard isFindable={data.isFindable} />
        </div>
      </div>
    </ClientMessages>
  );
}
