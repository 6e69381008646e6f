import { useTranslations } from "next-intl";
import { RetryButton } from "./retry-button";
import type { TileProblem } from "./tile-cause";

const needsPerson: readonly TileProblem["cause"][] = ["reauth", "scopes", "off"];

/** Why there is nothing to show, and what to do about it; the page says above how to reconnect. */
export function TileFailure({ problem }: { problem: TileProblem }) {
  const t = useTranslations("connections.tiles.failure");
  const { cause, code, retryAfterSeconds } = problem;
  const isLimited = cause === "limited" && retryAfterSeconds !== null;
  return (
    <div role="status" className="flex flex-col items-start gap-3 text-sm">
      <p className="max-w-prose text-muted">
        {isLimited ? t("limitedFor", { seconds: retryAfterSeconds }) : t(cause)}
        {code !== null && <code className="mt-1.5 block font-mono text-faint text-xs">{code}</code>}
      </p>
      {!needsPerson.includes(cause) && <RetryButton />}
    </div>
  );
}
