import Link from "next/link";
import type { ReactNode } from "react";
import { LocaleSwitch } from "../_ui/locale-switch";
import { Logo } from "../_ui/logo";
import { ThemeToggle } from "../_ui/theme-toggle";

export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto max-w-3xl px-5 sm:px-8">
      <header className="flex flex-wrap items-center justify-between gap-4 py-7">
        <Link href="/" className="rounded-sm">
          <Logo />
        </Link>
        <div className="flex gap-3">
          <LocaleSwitch />
          <ThemeToggle />
        </div>
      </header>
      <main className="pt-5 pb-16">{children}</main>
    </div>
  );
}
