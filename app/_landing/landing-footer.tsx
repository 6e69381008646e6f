import { LocaleSwitch } from "../_ui/locale-switch";
import { Logo } from "../_ui/logo";
import { ThemeToggle } from "../_ui/theme-toggle";

export function LandingFooter() {
  return (
    <footer className="border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-4 px-5 py-7 sm:px-8">
        <Logo />
        <div className="flex gap-3">
          <LocaleSwitch />
          <ThemeToggle />
        </div>
      </div>
    </footer>
  );
}
