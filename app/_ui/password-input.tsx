"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { Input } from "./input";

export function PasswordInput(props: Omit<ComponentProps<"input">, "type">) {
  const t = useTranslations("common");
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="relative">
      <Input {...props} type={isShown ? "text" : "password"} className="pr-11" />
      <button
        type="button"
        aria-pressed={isShown}
        aria-label={t("showPassword")}
        onClick={() => setIsShown(!isShown)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-faint hover:text-text"
      >
        <Eye className="size-4" />
        {/* A second icon would cost every form more than this line. */}
        {isShown && <span className="absolute h-0.5 w-5 rotate-45 rounded-full bg-current" />}
      </button>
    </div>
  );
}
