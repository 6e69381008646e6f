import type { Route } from "next";
import Link from "next/link";
import { tabLinkClass } from "@/app/_ui/tab-link-class";

interface FilterLinksProps {
  label: string;
  links: readonly { href: Route; text: string; isCurrent: boolean }[];
}

/** A choice of one among few, each an address. */
export function FilterLinks({ label, links }: FilterLinksProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
      {links.map(({ href, text, isCurrent }) => (
        <Link key={href} href={href} aria-current={isCurrent ? "page" : undefined} className={tabLinkClass}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
