import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { requirePageContext } from "@/lib/http/page-context";
import { getUser } from "@/lib/services/user/get";
import { ClientMessages } from "../_i18n/client-messages";
import { Logo } from "../_ui/logo";
import { SkipLink } from "../_ui/skip-link";
import { AccountMenu } from "./_shell/account-menu";
import { NavLinks } from "./_shell/nav-links";

export default async function DashboardLayout({ children }: LayoutProps<"/dashboard">) {
  const user = await getUser(await requirePageContext());
  const t = await getTranslations("dashboard");
  return (
    <ClientMessages namespaces={["dashboard"]}>
      <SkipLink />
      <div className="lg:grid lg:grid-cols-[15rem_1fr]">
        <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-b bg-background px-4 sm:px-6 lg:hidden">
          <Link href="/dashboard" className="rounded-sm">
            <Logo />
          </Link>
          <AccountMenu username={user.username} email={user.email} look="compact" />
        </header>
        <header className="hidden border-r lg:block">
          <div className="sticky top-0 flex h-dvh flex-col px-3 py-5">
            <Link href="/dashboard" className="mb-7 self-start rounded-sm px-2.5">
              <Logo />
            </Link>
            <nav aria-label={t("nav.label")}>
              <NavLinks look="side" />
            </nav>
            <div className="mt-auto">
              <AccountMenu username={user.username} email={user.email} look="full" />
            </div>
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 px-4 pt-7 pb-28 outline-none sm:px-8 lg:px-12 lg:py-10"
        >
          <div className="mx-auto max-w-5xl">{children}</div>
        </main>
        <nav
          aria-label={t("nav.label")}
          className="fixed inset-x-0 bottom-0 z-20 border-t bg-background pb-[env(safe-area-inset-bottom)] lg:hidden"
        >
          <NavLinks look="bar" />
        </nav>
      </div>
    </ClientMessages>
  );
}
