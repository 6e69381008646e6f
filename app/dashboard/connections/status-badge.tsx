import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/badge";
import type { ConnectionStatus } from "@/lib/domain/refresh-failure";

const tones: Record<ConnectionStatus, Tone> = {
  pending: "accent",
  active: "success",
  degraded: "warning",
  reauth_required: "danger",
  disabled: "neutral",
  revoked: "neutral",
};

export function StatusBadge({ status }: { status: ConnectionStatus }) {
  const t = useTranslations("connections");
  return (
    <Badge tone={tones[status]} hasDot>
      {t(`status.${status}`)}
    </Badge>
  );
}
