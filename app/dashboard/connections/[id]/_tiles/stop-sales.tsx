import { CircleCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { More } from "@/app/_ui/more";
import type { DodoisStopData, DodoisStopSales } from "@/lib/services/connection-data/dodois-stop-sales";
import { splitList, TileList } from "./tile-list";

/** What is not sold now; below, what was not today. */
export function StopSales({ stops }: { stops: DodoisStopSales }) {
  const t = useTranslations("connections.tiles.stops");
  const [shown, others] = splitList(stops.active, 4);
  return (
    <div>
      {stops.active.length === 0 ? (
        <p className="flex items-center gap-2 text-sm">
          <CircleCheck className="size-4 shrink-0 text-success-text" />
          {t("none")}
        </p>
      ) : (
        <StopList stops={shown} />
      )}
      {others.length > 0 && (
        <More label={t("others", { count: others.length })}>
          <StopList stops={others} />
        </More>
      )}
      {stops.ended.length > 0 && (
        <More label={t("ended", { count: stops.ended.length })}>
          <StopList stops={stops.ended} />
        </More>
      )}
    </div>
  );
}

function StopList({ stops }: { stops: readonly DodoisStopData[] }) {
  const t = useTranslations("connections.tiles.stops");
  const format = useFormatter();
  // The text is a wall clock without a zone: read as UTC and written as UTC it stays what it is.
  const clock = (local: string) =>
    format.dateTime(new Date(`${local.slice(0, 19)}Z`), {
      timeZone: "UTC",
      hourCycle: "h23",
      hour: "2-digit",
      minute: "2-digit",
    });
  const day = (local: string) =>
    format.dateTime(new Date(`${local.slice(0, 19)}Z`), { timeZone: "UTC", day: "numeric", month: "short" });
  return (
    <TileList
      items={stops.map((stop) => ({
        id: stop.id,
        main: stop.what ?? t(`kind.${stop.kind}`),
        detail: [t(`kind.${stop.kind}`), stop.unitName, stop.reason].filter(Boolean).join(" · "),
        side:
          stop.endedAtLocal === null
            ? t("since", { day: day(stop.startedAtLocal), time: clock(stop.startedAtLocal) })
            : t("span", { from: clock(stop.startedAtLocal), to: clock(stop.endedAtLocal) }),
      }))}
    />
  );
}
