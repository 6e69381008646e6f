import type { ReferralStatistics } from "@/lib/services/referral/statistics";

/** A day, or a week of a long range, as it is drawn and said. */
export interface StatisticsPoint {
  shortLabel: string;
  label: string;
  clicks: number;
  signUps: number;
  confirmed: number;
}

const drawnAtMost = 92;
const daysOfWeek = 7;

interface Words {
  shortDay: (day: Date) => string;
  longDay: (day: Date) => string;
}

/** A point a day; of ranges too long to draw, a point for each seven days. */
export function statisticsPoints(days: ReferralStatistics["days"], words: Words): StatisticsPoint[] {
  const step = days.length > drawnAtMost ? daysOfWeek : 1;
  const points: StatisticsPoint[] = [];
  for (let at = 0; at < days.length; at += step) {
    const part = days.slice(at, at + step);
    const [first, last] = [part[0], part.at(-1)].map((day) => new Date(day?.day ?? 0));
    if (first === undefined || last === undefined) break;
    const sum = (key: "clicks" | "signUps" | "confirmed") => part.reduce((total, day) => total + day[key], 0);
    points.push({
      shortLabel: words.shortDay(first),
      label: step === 1 ? words.longDay(first) : `${words.longDay(first)} – ${words.longDay(last)}`,
      clicks: sum("clicks"),
      signUps: sum("signUps"),
      confirmed: sum("confirmed"),
    });
  }
  return points;
}
