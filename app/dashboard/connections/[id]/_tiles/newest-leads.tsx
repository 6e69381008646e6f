import { useTranslations } from "next-intl";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { AmocrmLeadsData, AmocrmPipelinesData } from "@/lib/services/connection-data/amocrm-data";
import { useMoney } from "./money";
import { TileList } from "./tile-list";

interface NewestLeadsProps {
  leads: AmocrmLeadsData["newest"];
  pipelines: AmocrmPipelinesData;
  currency: string | null;
  now: Date;
}

export function NewestLeads({ leads, pipelines, currency, now }: NewestLeadsProps) {
  const t = useTranslations("connections.tiles.leads");
  const money = useMoney(currency);
  if (leads.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  return (
    <TileList
      items={leads.map((lead) => {
        const stages = pipelines.find(({ id }) => id === lead.pipelineId)?.stages ?? [];
        const stage = stages.find(({ id }) => id === lead.statusId)?.name;
        return {
          id: lead.id,
          main: lead.name === "" ? t("unnamed", { id: String(lead.id) }) : lead.name,
          detail: (
            <>
              {stage && `${stage} · `}
              <RelativeTime value={lead.createdAt} now={now} />
            </>
          ),
          side: money(lead.price),
        };
      })}
    />
  );
}
