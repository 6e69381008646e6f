import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/app/_ui/cn";

export interface Account {
  username: string;
  email: string;
  isOperator: boolean;
  /** `full` shows the name beside the initial. */
  look: "full" | "compact";
}

interface AccountButtonProps extends ComponentProps<"button"> {
  account: Account;
  /** What it opens, for those who do not see it. */
  label: string;
}

export function AccountButton({ account: { username, email, look }, label, ...button }: AccountButtonProps) {
  const isFull = look === "full";
  return (
    <button
      type="button"
      {...button}
      className={cn(
        "flex items-center gap-2.5 rounded-md text-left hover:bg-hover",
        isFull ? "w-full p-2" : "p-1",
      )}
    >
      <span className="sr-only">{label}</span>
      <span
        aria-hidden="true"
        className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-text text-sm uppercase"
      >
        {[...username][0]}
      </span>
      {isFull && (
        <>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium text-sm">{username}</span>
            <span className="block truncate text-muted text-xs">{email}</span>
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-faint" />
        </>
      )}
    </button>
  );
}
