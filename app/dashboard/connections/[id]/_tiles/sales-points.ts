/** A day of the chart, its numbers and how they are written. */
export interface SalesPoint {
  label: string;
  /** The weekday alone, for the axis. */
  shortLabel: string;
  sales: number;
  weekBefore: number;
  salesText: string;
  weekBeforeText: string;
  ordersText: string;
}
