/** The ranges that one can choose from, in days. */
export const statisticsDays = [7, 30, 90, 365] as const;
export type StatisticsDays = (typeof statisticsDays)[number];

/** The range in a page's address; what is none is the month. */
export function statisticsDaysFrom(parameter: string | string[] | undefined): StatisticsDays {
  return statisticsDays.find((days) => String(days) === parameter) ?? 30;
}
