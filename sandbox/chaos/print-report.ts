import type { ChaosReport } from "./run";

/** The figures of a run as lines of a table. */
export function reportLines(report: ChaosReport): string[] {
  const list = (counts: object) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ") || "none";
  const rows: [string, string][] = [
    ["seed", String(report.seed)],
    ["time", `${report.seconds} s, ${report.rounds} rounds`],
    ["refreshers", `${report.processes} processes, ${report.connections} connections`],
    ["refreshes", `${report.sent} sent, ${report.succeeded} succeeded`],
    ["killed", list(report.kills)],
    ["deeds", list(report.deeds)],
    [
      "lost answers",
      `${report.lostAnswers}, ${report.lostBehindGateways} behind gateways, asked for once more: ${report.permittedRetries}`,
    ],
    ["at once for one grant", String(report.maxConcurrentPerGrant)],
    ["in the end", list(report.outcome)],
    ["callers saw", list(report.errors)],
    ["violations", String(report.violations.length)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...report.violations.map((violation) => `  ${violation}`),
  ];
}
