/** The look of a link that is one of a few; the present one is underlined. */
export const tabLinkClass =
  "rounded-t-sm border-b-2 border-transparent pb-1 font-medium text-muted hover:text-text aria-[current]:border-accent aria-[current]:text-text";
