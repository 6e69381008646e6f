import { ExternalLink, FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { env } from "@/lib/env";
import { type Imitation, imitations } from "@/lib/imitations";
import { Badge } from "../_ui/badge";

/** Says, above every page, what is not real here; nothing where all is. */
export function SandboxNotice() {
  const t = useTranslations("common");
  const imitated = imitations();
  if (imitated.length === 0) return null;
  return (
    <aside
      aria-label={t("sandbox.label")}
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-2 text-muted text-xs sm:px-8"
    >
      <span className="flex items-center gap-1.5">
        <FlaskConical aria-hidden className="size-3.5" />
        {t("sandbox.text")}
      </span>
      <ul className="flex flex-wrap gap-1.5">
        {imitated.map((one) => (
          <li key={one}>
            <Mark imitated={one} />
          </li>
        ))}
      </ul>
    </aside>
  );
}

function Mark({ imitated }: { imitated: Imitation }) {
  const t = useTranslations("common");
  const mailbox = imitated === "mail" ? env().MOSTIK_MAILBOX_URL : undefined;
  if (mailbox === undefined) return <Badge tone="warning">{t(`sandbox.${imitated}`)}</Badge>;
  return (
    <a href={mailbox} target="_blank" rel="noreferrer" className="block rounded-sm hover:opacity-80">
      <Badge tone="warning">
        {t("sandbox.mailbox")}
        <ExternalLink aria-hidden className="size-3" />
      </Badge>
    </a>
  );
}
