import type { Route } from "next";
import Link from "next/link";

const look =
  "rounded-sm border-b-2 border-transparent pb-1 font-medium text-muted hover:text-text aria-[current]:border-accent aria-[current]:text-text";

interface FilterLinksProps {
  label: string;
  links: readonly { href: Route; text: string; isCurrent: boolean }[];
}

/** A choice of one among few, each an address. */
export function FilterLinks({ label, links }: FilterLinksProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-x-5 gap-y-2 text-sm">
      {links.map(({ href, text, isCurrent }) => (
        <Link key={href} href={href} aria-current={isCurrent ? "page" : undefined} className={look}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
