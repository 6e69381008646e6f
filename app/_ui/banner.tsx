import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const looks = {
  info: { icon: Info, frame: "bg-accent-soft", ink: "text-accent-text" },
  success: { icon: CircleCheck, frame: "bg-success-soft", ink: "text-success-text" },
  warning: { icon: TriangleAlert, frame: "bg-warning-soft", ink: "text-warning-text" },
  danger: { icon: CircleAlert, frame: "bg-danger-soft", ink: "text-danger-text" },
};

interface BannerProps {
  tone?: keyof typeof looks;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` is read out at once, `status` when there is a pause. */
  role?: "alert" | "status";
}

export function Banner({ tone = "info", title, children, action, role }: BannerProps) {
  const { icon: Icon, frame, ink } = looks[tone];
  return (
    <div role={role} className={cn("flex items-start gap-3 rounded-md px-4 py-3 text-sm", frame)}>
      <Icon className={cn("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        {title && <p className={cn("font-medium", ink)}>{title}</p>}
        {children && <div className={cn("text-text", Boolean(title) && "mt-0.5")}>{children}</div>}
        {action && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
