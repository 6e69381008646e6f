"use client";

import { useFormatter, useTranslations } from "next-intl";
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import type { SalesPoint } from "./sales-points";

const tick = { fill: "var(--muted)", fontSize: 12 };

/** Days as bars, each beside that of the week before. Read aloud it is the table below. */
export function SalesChart({ points }: { points: SalesPoint[] }) {
  const format = useFormatter();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={points}
        accessibilityLayer={false}
        barGap={3}
        barCategoryGap="24%"
        margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="shortLabel"
          interval={0}
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
          tickFormatter={(value: number) => format.number(value, { notation: "compact" })}
        />
        <Tooltip cursor={{ fill: "var(--hover)" }} content={ChartTooltip} isAnimationActive={false} />
        <Bar
          dataKey="weekBefore"
          fill="var(--border-strong)"
          radius={[3, 3, 0, 0]}
          isAnimationActive={false}
        />
        <Bar dataKey="sales" fill="var(--accent)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

function ChartTooltip({ active, payload }: TooltipContentProps) {
  const t = useTranslations("connections.tiles.sales.columns");
  const point: SalesPoint | undefined = payload[0]?.payload;
  if (!active || point === undefined) return null;
  const rows = [
    [t("sales"), point.salesText],
    [t("weekBefore"), point.weekBeforeText],
    [t("orders"), point.ordersText],
  ];
  return (
    <div className="rounded-md bg-surface p-3 text-xs shadow-lg">
      <p className="mb-1.5 font-medium">{point.label}</p>
      {rows.map(([name, value]) => (
        <p key={name} className="flex justify-between gap-4 tabular-nums">
          <span className="text-muted">{name}</span>
          {value}
        </p>
      ))}
    </div>
  );
}
