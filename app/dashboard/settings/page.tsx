import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { PageHeader } from "@/app/_ui/page-header";
import { requirePageContext } from "@/lib/http/page-context";
import { listApiKeys } from "@/lib/services/api-key/list";
import { getMailPreferences } from "@/lib/services/mail-preference/get";
import { standingMailReport } from "@/lib/services/mail-report/standing";
import { listSessions } from "@/lib/services/session/list";
import { getUser } from "@/lib/services/user/get";
import { ApiKeysCard } from "./api-keys-card";
import { LookCard } from "./look-card";
import { MailCard } from "./mail-card";
import { MailReportBanner } from "./mail-report-banner";
import { ProfileCard } from "./profile-card";
import { SessionsCard } from "./sessions-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage() {
  const ctx = await requirePageContext();
  const [user, sessions, keys, mail, report, t] = await Promise.all([
    getUser(ctx),
    listSessions(ctx),
    listApiKeys(ctx),
    getMailPreferences(ctx),
    standingMailReport(ctx, ctx.actor.userId),
    getTranslations("settings"),
  ]);
  return (
    <ClientMessages namespaces={["settings"]}>
      <PageHeader title={t("title")} />
      <div className="flex flex-col gap-6">
        {report !== null && <MailReportBanner kind={report.kind} />}
        <div className="grid gap-6 lg:grid-cols-2">
          <ProfileCard user={user} />
          <LookCard />
        </div>
        <MailCard preferences={mail} />
        <ApiKeysCard keys={keys} now={ctx.now} />
        <SessionsCard sessions={sessions} now={ctx.now} />
      </div>
    </ClientMessages>
  );
}
