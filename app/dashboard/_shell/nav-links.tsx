"use client";

import { House, Plug, Settings, ShieldCheck, UserPlus } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";

const links = [
  { href: "/dashboard", name: "overview", Icon: House },
  { href: "/dashboard/referrals", name: "referrals", Icon: UserPlus },
  { href: "/dashboard/connections", name: "connections", Icon: Plug },
  { href: "/dashboard/settings", name: "settings", Icon: Settings },
] as const;

const operatorLinks = [...links, { href: "/admin/jobs", name: "admin", Icon: ShieldCheck }] as const;

const looks = {
  side: {
    list: "flex flex-col gap-0.5",
    link: "h-9 gap-2.5 rounded-md px-2.5 text-sm hover:bg-hover aria-[current]:bg-hover",
  },
  bar: {
    list: "grid grid-cols-4",
    link: "h-14 flex-col justify-center gap-1 text-[0.6875rem] leading-none",
  },
};

/** The sections: a column at the side, or a bar under the thumb on phones. */
export function NavLinks({ look, isOperator = false }: { look: keyof typeof looks; isOperator?: boolean }) {
  const t = useTranslations("dashboard");
  const pathname = usePathname() ?? "";
  return (
    <ul className={looks[look].list}>
      {(isOperator ? operatorLinks : links).map(({ href, name, Icon }) => {
        const section = name === "admin" ? "/admin" : href;
        const isCurrent = name === "overview" ? pathname === href : pathname.startsWith(section);
        return (
          <li key={href}>
            <Link
              href={href}
              aria-current={isCurrent ? "page" : undefined}
              className={cn(
                "group flex items-center font-medium text-muted hover:text-text aria-[current]:text-text",
                looks[look].link,
              )}
            >
              <Icon className="size-4.5 shrink-0 group-aria-[current]:text-accent-text" />
              {t(`nav.${name}`)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
