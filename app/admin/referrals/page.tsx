import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { PageHeader } from "@/app/_ui/page-header";
import { requireOperatorContext } from "@/lib/http/page-context";
import { listAllReferrals } from "@/lib/services/referral/list-all";
import { filterFrom } from "./referral-filter";
import { ReferralsCard } from "./referrals-card";

export async function generateMetadata(): Promise<Metadata> {
  await requireOperatorContext();
  return { title: (await getTranslations("admin.referrals"))("title") };
}

export default async function AdminReferralsPage({ searchParams }: PageProps<"/admin/referrals">) {
  const ctx = await requireOperatorContext();
  const filter = filterFrom(await searchParams);
  const [page, t] = await Promise.all([listAllReferrals(ctx, filter), getTranslations("admin.referrals")]);
  return (
    <ClientMessages namespaces={["admin"]}>
      <PageHeader title={t("title")} description={t("description")} />
      <ReferralsCard page={page} filter={filter} now={ctx.now} />
    </ClientMessages>
  );
}
