import { chance } from "@/sandbox/control/seeded";
import type { DodoisUnit } from "@/sandbox/data/dodois-people";
import { type ApiCall, type Endpoint, managers } from "./endpoint";
import { readTimes, readUnits, type Span } from "./query";
import { invalid } from "./refusal";
import { breakdown, soldIn } from "./takings";

const hourMs = 3_600_000;
/** What the statistics call a channel, and what sales call it. */
const channelNames = { DineIn: "Dine-in", TakeAway: "TakeAway", Delivery: "Delivery" } as const;

/** How kitchens worked. Durations are seconds. */
export const productivity: Endpoint = {
  path: "/{brand}/{country}/production/productivity",
  scopes: ["productionefficiency", "user.role:read"],
  roles: managers,
  style: "coded",
  respond: (call) => {
    const span = wholeHours(readTimes(call.query));
    return { productivityStatistics: readUnits(call).map((unit) => productivityOf(unit, span, call.now)) };
  },
};

/** How fast orders were handed over, in the channels named or in all. */
export const handoverStatistics: Endpoint = {
  path: "/{brand}/{country}/production/orders-handover-statistics",
  scopes: ["productionefficiency", "user.role:read"],
  roles: managers,
  style: "coded",
  respond: (call) => {
    const channels = readChannels(call);
    const span = readTimes(call.query);
    return {
      ordersHandoverStatistics: readUnits(call).map((unit) => handoverOf(unit, span, channels, call.now)),
    };
  },
};

function productivityOf(unit: DodoisUnit, span: Span, now: Date) {
  const sales = soldIn(unit, span, now);
  const luck = (name: string) => chance(name, unit.id, span.from, span.to);
  // A pizzeria earns so much for an hour of its people's work, more or less.
  const laborHours = tenth(sales / (unit.averageCheck * (2.6 + luck("labor"))));
  const perHour = (value: number) => (laborHours === 0 ? 0 : tenth(value / laborHours));
  return {
    unitId: unit.id,
    unitName: unit.name,
    laborHours,
    sales,
    salesPerLaborHour: perHour(sales),
    productsPerLaborHour: perHour((sales / unit.averageCheck) * 2.1),
    avgHeatedShelfTime: Math.round(90 + 120 * luck("shelf")),
    ordersPerCourierLabourHour: tenth(2 + 1.5 * luck("courier")),
    kitchenSpeedPercentage: tenth(70 + 28 * luck("speed")),
  };
}

function handoverOf(unit: DodoisUnit, span: Span, channels: readonly string[], now: Date) {
  const luck = (name: string) => chance(name, unit.id, span.from, span.to, ...channels);
  const parts = breakdown(unit, span.from, soldIn(unit, span, now)).salesBreakdown;
  const avgTrackingPendingTime = Math.round(40 + 80 * luck("pending"));
  const avgCookingTime = Math.round(420 + 240 * luck("cooking"));
  const avgHeatedShelfTime = Math.round(60 + 120 * luck("shelf"));
  return {
    unitId: unit.id,
    unitName: unit.name,
    avgTrackingPendingTime,
    avgCookingTime,
    avgHeatedShelfTime,
    avgOrderHandoverTime: avgTrackingPendingTime + avgCookingTime + avgHeatedShelfTime,
    ordersCount: parts
      .filter(({ salesChannel }) => channels.includes(salesChannel))
      .reduce((sum, { ordersCount }) => sum + ordersCount, 0),
  };
}

function readChannels({ query }: ApiCall): string[] {
  const named = (query.get("salesChannels") ?? "").split(",").filter(Boolean);
  const known = Object.entries(channelNames);
  if (named.length === 0) return known.map(([, channel]) => channel);
  return named.map((name) => {
    const channel = known.find(([wanted]) => wanted === name)?.[1];
    if (channel === undefined)
      throw invalid("salesChannels", "InvalidInput", `The value '${name}' is not valid.`);
    return channel;
  });
}

function wholeHours({ from, to }: Span): Span {
  return { from: Math.floor(from / hourMs) * hourMs, to: Math.ceil(to / hourMs) * hourMs };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
