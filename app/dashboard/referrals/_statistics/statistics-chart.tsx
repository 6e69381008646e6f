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
import type { StatisticsPoint } from "./statistics-points";

const tick = { fill: "var(--muted)", fontSize: 12 };

/** Clicks as bars, sign-ups and confirmations as lines over them. Read aloud it is the table below. */
export function StatisticsChart({ points }: { points: StatisticsPoint[] }) {
  const format = useFormatter();
  const line = { type: "monotone", strokeWidth: 2, dot: false, isAnimationActive: false } as const;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={points}
        accessibilityLayer={false}
        margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="shortLabel"
          interval="preserveStartEnd"
          minTickGap={24}
          tick={tick}
          tickLine={false}
          axisLine={false}
          tickMargin={8}
        />
        <YAxis
          tick={tick}
          tickLine={false}
          axisLine={false}
          width="auto"
          allowDecimals={false}
          tickFormatter={(value: number) => format.number(value, { notation: "compact" })}
        />
        <Tooltip cursor={{ fill: "var(--hover)" }} content={ChartTooltip} isAnimationActive={false} />
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
  return (
    <div className="rounded-md bg-surface p-3 text-xs shadow-lg">
      <p className="mb-1.5 font-medium">{point.label}</p>
      {(["clicks", "signUps", "confirmed"] as const).map((name) => (
        <p key={name} className="flex justify-between gap-4 tabular-nums">
          <span className="text-muted">{t(name)}</span>
          {format.number(point[name])}
        </p>
      ))}
    </div>
  );
}
