import { useTranslations } from "next-intl";
import type { AmocrmLeadsData, AmocrmPipelinesData } from "@/lib/services/connection-data/amocrm-data";
import { useMoney } from "./money";
import { TileList } from "./tile-list";

interface PipelinesProps {
  pipelines: AmocrmPipelinesData;
  /** Null where the leads could not be read: the pipelines stand without counts. */
  leads: AmocrmLeadsData | null;
  currency: string | null;
}

export function Pipelines({ pipelines, leads, currency }: PipelinesProps) {
  const t = useTranslations("connections.tiles.pipelines");
  const money = useMoney(currency);
  const open = new Map(leads?.open.map((group) => [group.pipelineId, group]));
  if (pipelines.length === 0) return <p className="text-muted text-sm">{t("none")}</p>;
  return (
    <div>
      <TileList
        items={pipelines.map(({ id, name, stages }) => {
          const { count, sum } = open.get(id) ?? { count: 0, sum: 0 };
          return {
            id,
            main: name,
            detail: leads === null ? t("stages", { count: stages.length }) : t("open", { count }),
            side: leads === null ? "—" : money(sum),
          };
        })}
      />
      {leads !== null && !leads.isWhole && (
        <p className="mt-3 text-muted text-xs">{t("counted", { count: leads.counted })}</p>
      )}
    </div>
  );
}
