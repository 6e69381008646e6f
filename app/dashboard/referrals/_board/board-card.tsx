import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/badge";
import { Card } from "@/app/_ui/card";
import type { Leaderboard } from "@/lib/services/referral/leaderboard";
import { BoardForm } from "./board-form";

export function BoardCard({ board }: { board: Leaderboard }) {
  const t = useTranslations("referrals.board");
  return (
    <Card title={t("title")} description={t("description")}>
      {board.places.length === 0 ? (
        <p className="text-muted text-sm">{t("empty")}</p>
      ) : (
        <Places places={board.places} />
      )}
      <div className="mt-6 border-t pt-5">
        <BoardForm ownName={board.ownName} />
      </div>
    </Card>
  );
}

function Places({ places }: Pick<Leaderboard, "places">) {
  const t = useTranslations("referrals.board");
  const format = useFormatter();
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t("title")}</caption>
      <thead>
        <tr className="border-b text-left text-muted text-xs">
          <th scope="col" className="w-14 py-2 font-medium">
            {t("place")}
          </th>
          <th scope="col" className="py-2 font-medium">
            {t("name")}
          </th>
          <th scope="col" className="py-2 text-right font-medium">
            {t("confirmed")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y tabular-nums">
        {places.map(({ place, name, confirmed, isOwn }) => (
          <tr key={name}>
            <td className="py-2 text-muted">{format.number(place)}</td>
            <th scope="row" className="break-words py-2 text-left font-medium">
              {name} {isOwn && <Badge tone="success">{t("you")}</Badge>}
            </th>
            <td className="py-2 text-right">{format.number(confirmed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
