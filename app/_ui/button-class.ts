import { cn } from "./cn";

const variants = {
  primary: "bg-accent text-on-accent shadow-sm hover:bg-accent-hover",
  secondary: "border border-border-strong bg-surface text-text shadow-sm hover:bg-hover",
  ghost: "text-muted hover:bg-hover hover:text-text",
  danger: "bg-danger text-on-accent shadow-sm hover:bg-danger-hover",
  quietDanger: "border border-border-strong bg-surface text-danger-text shadow-sm hover:bg-danger-soft",
};

const sizes = {
  sm: "h-8 gap-1.5 px-3 text-sm [&_svg]:size-3.5",
  md: "h-10 gap-2 px-4 text-sm sm:h-9 [&_svg]:size-4",
  lg: "h-11 gap-2 px-5 text-base [&_svg]:size-4.5",
  icon: "size-10 text-sm sm:size-9 [&_svg]:size-4",
  iconSmall: "size-8 text-sm [&_svg]:size-4",
};

export interface ButtonLook {
  variant?: keyof typeof variants | undefined;
  size?: keyof typeof sizes | undefined;
  isFullWidth?: boolean | undefined;
}

/** The look of a button, for links that must look like one. */
export function buttonClass({ variant = "primary", size = "md", isFullWidth = false }: ButtonLook = {}) {
  return cn(
    "relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium",
    "transition-colors duration-100 aria-disabled:opacity-60 disabled:opacity-60",
    "aria-disabled:cursor-not-allowed disabled:cursor-not-allowed",
    variants[variant],
    sizes[size],
    isFullWidth && "w-full",
  );
}
