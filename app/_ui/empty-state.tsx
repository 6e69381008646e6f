import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  text: ReactNode;
  action?: ReactNode;
  /** One below the heading that it stands under. */
  headingLevel?: "h1" | "h2" | "h3";
}

/** What a list shows before its first entry: what would be here, and how to get it. */
export function EmptyState({ icon, title, text, action, headingLevel: Heading = "h3" }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <div className="grid size-11 place-items-center rounded-lg border bg-subtle text-muted [&_svg]:size-5">
        {icon}
      </div>
      <Heading className="mt-4 font-semibold text-base">{title}</Heading>
      <p className="mt-1.5 max-w-sm text-muted text-sm">{text}</p>
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
