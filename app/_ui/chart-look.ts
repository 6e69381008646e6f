/** How all charts look: an axis is its words alone. */
export const chartLook = {
  axis: { tick: { fill: "var(--muted)", fontSize: 12 }, tickLine: false, axisLine: false },
  margin: { top: 4, right: 0, bottom: 0, left: 0 },
  tooltip: { cursor: { fill: "var(--hover)" }, isAnimationActive: false },
} as const;
