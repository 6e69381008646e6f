import type { ReactNode } from "react";

export function AuthHeading({
  icon,
  title,
  children,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className="mb-7">
      {icon && (
        <div className="mb-5 grid size-11 place-items-center rounded-lg bg-accent-soft text-accent-text [&_svg]:size-5">
          {icon}
        </div>
      )}
      <h1 className="font-semibold text-2xl">{title}</h1>
      {children && <div className="mt-2 text-muted">{children}</div>}
    </div>
  );
}
