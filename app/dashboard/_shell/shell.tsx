import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { TellTimeZone } from "@/app/_i18n/tell-time-zone";
import { SandboxNotice } from "@/app/_sandbox/sandbox-notice";
import { Logo } from "@/app/_ui/logo";
import { SkipLink } from "@/app/_ui/skip-link";
import { requirePageContext } from "@/lib/http/page-context";
import { getUser } from "@/lib/services/user/get";
import { AccountMenu } from "./account-menu";
import { NavLinks } from "./nav-links";

/** What stands around every page of somebody who is signed in. */
export async function Shell({ children }: { children: ReactNode }) {
  const ctx = await requirePageContext();
  const user = await getUser(ctx);
  const t = await getTranslations("dashboard");
  const isOperator = ctx.actor.role === "superuser";
  const account = { username: user.username, email: user.email, isOperator };
  return (
    <ClientMessages namespaces={["dashboard"]}>
      <SkipLink />
      <TellTimeZone asksAgain />
      <div className="lg:grid lg:grid-cols-[15rem_1fr]">
        <header className="sticky top-0 z-20 flex h-14 items-center justify-between border-b bg-background px-4 sm:px-6 lg:hidden">
          <Link href="/dashboard" className="rounded-sm">
            <Logo />
          </Link>
          <AccountMenu {...account} look="compact" />
        </header>
        <header className="hidden border-r lg:block">
          <div className="sticky top-0 flex h-dvh flex-col px-3 py-5">
            <Link href="/dashboard" className="mb-7 self-start rounded-sm px-2.5">
              <Logo />
            </Link>
            <nav aria-label={t("nav.label")}>
              <NavLinks look="side" isOperator={isOperator} />
            </nav>
            <div className="mt-auto">
              <AccountMenu {...account} look="full" />
            </div>
          </div>
        </header>
        <div className="min-w-0">
          <SandboxNotice />
          <main id="content" tabIndex={-1} className="px-4 pt-7 pb-28 outline-none sm:px-8 lg:px-12 lg:py-10">
            <div className="mx-auto max-w-5xl">{children}</div>
          </main>
        </div>
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
