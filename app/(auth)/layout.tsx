import Link from "next/link";
import type { ReactNode } from "react";
import { ClientMessages } from "../_i18n/client-messages";
import { TellTimeZone } from "../_i18n/tell-time-zone";
import { SandboxNotice } from "../_sandbox/sandbox-notice";
import { LocaleSwitch } from "../_ui/locale-switch";
import { Logo } from "../_ui/logo";
import { ThemeToggle } from "../_ui/theme-toggle";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <ClientMessages namespaces={["auth"]}>
      <div className="flex min-h-dvh flex-col">
        <TellTimeZone />
        <SandboxNotice />
        <header className="px-6 pt-6 sm:px-8">
          <Link href="/" className="rounded-sm">
            <Logo />
          </Link>
        </header>
        <main className="mx-auto flex w-full max-w-100 flex-1 flex-col justify-center px-6 py-10">
          {children}
        </main>
        <footer className="flex justify-between gap-4 px-6 pb-6 sm:px-8">
          <LocaleSwitch />
          <ThemeToggle />
        </footer>
      </div>
    </ClientMessages>
  );
}
