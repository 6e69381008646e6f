"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { toast } from "@/app/_ui/toast";
import { Button } from "./button";
import type { ButtonLook } from "./button-class";

interface CopyButtonProps extends Pick<ButtonLook, "variant" | "size"> {
  text: string;
  /** What is copied, for screen readers and, unless `isIconOnly`, for everybody. */
  label: string;
  isIconOnly?: boolean;
}

export function CopyButton({
  text,
  label,
  isIconOnly = false,
  variant = "secondary",
  size,
}: CopyButtonProps) {
  const t = useTranslations("common");
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      toast.error(t("copyFailed"));
    }
  };

  return (
    <Button
      variant={variant}
      size={size ?? (isIconOnly ? "iconSmall" : "md")}
      onClick={copy}
      aria-label={isIconOnly ? label : undefined}
      title={isIconOnly ? label : undefined}
    >
      {isCopied ? <Check className="text-success-text" /> : <Copy />}
      {!isIconOnly && (isCopied ? t("copied") : label)}
      <span aria-live="polite" className="sr-only">
        {isCopied && isIconOnly && t("copied")}
      </span>
    </Button>
  );
}
