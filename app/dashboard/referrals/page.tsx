import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { PageHeader } from "@/app/_ui/page-header";
import { cursorFrom } from "@/lib/domain/page";
import { requirePageContext } from "@/lib/http/page-context";
import { countReferrals } from "@/lib/services/referral/count";
import { listReferrals } from "@/lib/services/referral/list";
import { findActiveReferralCode, listReferralCodes } from "@/lib/services/referral-code/list";
import { CodeTable } from "./code-table";
import { CreateCodeDialog } from "./create-code-dialog";
import { LinkCard } from "./link-card";
import { PeopleTable } from "./people-table";
import { ReferralCounts } from "./referral-counts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("referrals"))("title") };
}

const codesPerPage = 10;
const peoplePerPage = 20;

export default async function ReferralsPage({ searchParams }: PageProps<"/dashboard/referrals">) {
  const ctx = await requirePageContext();
  const parameters = await searchParams;
  const cursors = { codes: cursorFrom(parameters.codes), people: cursorFrom(parameters.people) };
  const [activeCode, codes, counts, people, t] = await Promise.all([
    findActiveReferralCode(ctx),
    listReferralCodes(ctx, { cursor: cursors.codes, limit: codesPerPage }),
    countReferrals(ctx),
    listReferrals(ctx, { cursor: cursors.people, limit: peoplePerPage }),
    getTranslations("referrals"),
  ]);
  const hasCodes = codes.items.length > 0 || cursors.codes !== null;
  const hasPeople = Object.values(counts).some((count) => count > 0);
  return (
    <ClientMessages namespaces={["referrals"]}>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={hasCodes && <CreateCodeDialog />}
      />
      <div className="flex flex-col gap-6">
        <LinkCard code={activeCode} hasCodes={hasCodes} now={ctx.now} />
        {hasPeople && <ReferralCounts counts={counts} />}
        <div id="codes">
          <CodeTable page={codes} cursors={cursors} now={ctx.now} />
        </div>
        <div id="people">
          <PeopleTable page={people} cursors={cursors} now={ctx.now} />
        </div>
      </div>
    </ClientMessages>
  );
}
