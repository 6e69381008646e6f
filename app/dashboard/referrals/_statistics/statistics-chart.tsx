"use client";

import { useFormatter, useTranslations } from "next-intl";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { chartLook } from "@/app/_ui/chart-look";
import { ChartNote } from "@/app/_ui/chart-note";
import type { StatisticsPoint } from "./statistics-points";

/** Clicks as bars, sign-ups and confirmations as lines over them. Read aloud it is the table below. */
export function StatisticsChart({ points }: { points: StatisticsPoint[] }) {
  const format = useFormatter();
  const line = { type: "monotone", strokeWidth: 2, dot: false, isAnimationActive: false } as const;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={points} accessibilityLayer={false} margin={chartLook.margin}>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="shortLabel"
          interval="preserveStartEnd"
          minTickGap={24}
          {...chartLook.axis}
          tickMargin={8}
        />
        <YAxis
          {...chartLook.axis}
          width="auto"
          allowDecimals={false}
          tickFormatter={(value: number) => format.number(value, { notation: "compact" })}
        />
        <Tooltip {...chartLook.tooltip} content={ChartTooltip} />
        <Bar dataKey="clicks" fill="var(--border-strong)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
        <Line dataKey="signUps" stroke="var(--accent)" {...line} />
        <Line dataKey="confirmed" stroke="var(--success)" {...line} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function ChartTooltip({ active, payload }: TooltipContentProps) {
  const t = useTranslations("referrals.statistics");
  const format = useFormatter();
  const point: StatisticsPoint | undefined = payload[0]?.payload;
  if (!active || point === undefined) return null;
  const names = ["clicks", "signUps", "confirmed"] as const;
  const rows = names.map((name) => ({ name: t(name), value: format.number(point[name]) }));
  return <ChartNote title={point.label} rows={rows} />;
}
