export const textLinkClass =
  "rounded-sm font-medium text-accent-text underline decoration-1 decoration-accent-text/40 underline-offset-3 hover:decoration-accent-text";
