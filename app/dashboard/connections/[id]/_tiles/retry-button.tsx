"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/app/_ui/button";

/** Asks again. The tiles that have answered are kept, so only the failed ones cost a call. */
export function RetryButton({ onRetry }: { onRetry?: () => void }) {
  const t = useTranslations("common");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const retry = () => startTransition(() => (onRetry === undefined ? router.refresh() : onRetry()));
  return (
    <Button variant="secondary" size="sm" isPending={isPending} onClick={retry}>
      <RotateCw />
      {t("retry")}
    </Button>
  );
}
