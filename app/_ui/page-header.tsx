import type { ReactNode } from "react";

export function PageHeader({
  title,
  description,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-7 flex flex-wrap items-start justify-between gap-x-6 gap-y-4 xl:flex-nowrap">
      <div className="min-w-0">
        <h1 className="font-semibold text-xl sm:text-2xl">{title}</h1>
        {description && <p className="mt-1.5 max-w-prose text-muted text-sm sm:text-base">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2 xl:flex-nowrap">{actions}</div>}
    </header>
  );
}
