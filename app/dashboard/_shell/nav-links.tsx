"use client";

import { House, Plug, Settings, UserPlus } from "lucide-react";
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
export function NavLinks({ look }: { look: keyof typeof looks }) {
  const t = useTranslations("dashboard");
  const pathname = usePathname() ?? "";
  return (
    <ul className={looks[look].list}>
      {links.map(({ href, name, Icon }) => {
        const isCurrent = href === "/dashboard" ? pathname === href : pathname.startsWith(href);
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
