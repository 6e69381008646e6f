import { chance } from "@/sandbox/control/seeded";
import { type DodoisUnit, stopProducts } from "@/sandbox/data/dodois-people";
import { daysOf, localNow, zoneless } from "./local-time";
import type { Span } from "./query";
import { breakdown, momentOfShare, soldIn } from "./takings";

const dayMs = 86_400_000;
const second = 1_000;

export interface SoldOrder {
  id: string;
  unit: DodoisUnit;
  /** Unit-local, in milliseconds as if it were UTC. */
  soldAt: number;
  amount: number;
  salesChannel: string;
  orderSource: string;
  paymentMethod: string;
}

/** A unit's orders of a span, both ends included: over a whole day they are what its sales say. */
export function ordersIn(unit: DodoisUnit, span: Span, now: Date): SoldOrder[] {
  const end = Math.min(span.to, localNow(now, unit.utcOffset));
  if (end < span.from) return [];
  return daysOf({ from: span.from, to: end + 1 })
    .flatMap((day) => ordersOfDay(unit, day))
    .filter(({ soldAt }) => soldAt >= span.from && soldAt <= end);
}

/** The order of one of these units that has the identifier; null where there is none. */
export function orderById(units: readonly DodoisUnit[], id: string, now: Date): SoldOrder | null {
  const unit = units.find((candidate) => candidate.id.startsWith(id.slice(0, 16)));
  const day = Number.parseInt(id.slice(16, 24), 16) * dayMs;
  if (unit === undefined || Number.isNaN(day)) return null;
  return ordersIn(unit, { from: day, to: day + dayMs - 1 }, now).find((order) => order.id === id) ?? null;
}

export function describeOrder({ id, unit, soldAt, amount, ...channel }: SoldOrder) {
  return {
    orderId: id,
    soldAtLocal: zoneless(soldAt),
    unitId: unit.id,
    unitName: unit.name,
    ...channel,
    products: productsOf(id, amount),
  };
}

function ordersOfDay(unit: DodoisUnit, day: number): SoldOrder[] {
  const whole = soldIn(unit, { from: day, to: day + dayMs }, new Date(day + 2 * dayMs));
  const parts = breakdown(unit, day, whole).salesBreakdown;
  const orders = parts.flatMap(({ sales, ordersCount, ...channel }, part) =>
    Array.from({ length: ordersCount }, (_, index) => ({
      ...channel,
      unit,
      amount: Math.floor((sales * (index + 1)) / ordersCount) - Math.floor((sales * index) / ordersCount),
      soldAt: wholeSecond(day + momentOfShare((index + (part + 1) / (parts.length + 1)) / ordersCount)),
    })),
  );
  return orders
    .map((order, index) => ({ ...order, id: orderId(unit, day, index) }))
    .sort((left, right) => left.soldAt - right.soldAt);
}

function productsOf(id: string, amount: number) {
  const half = Math.floor(amount / 2);
  const prices = chance("products", id) < 0.6 ? [amount] : [half, amount - half];
  return prices.map((paid, index) => {
    const price = chance("discount", id, index) < 0.3 ? Math.round(paid / 0.9) : paid;
    const name = stopProducts[Math.floor(chance("product", id, index) * stopProducts.length)];
    return { name, price, priceWithDiscount: paid };
  });
}

/** It tells where the order is to be found again. */
function orderId(unit: DodoisUnit, day: number, index: number): string {
  const hex = (value: number) => value.toString(16).padStart(8, "0");
  return `${unit.id.slice(0, 16)}${hex(day / dayMs)}${hex(index)}`;
}

function wholeSecond(ms: number): number {
  return Math.floor(ms / second) * second;
}
