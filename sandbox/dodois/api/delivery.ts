import { chance, hexId } from "@/sandbox/control/seeded";
import type { DodoisUnit } from "@/sandbox/data/dodois-people";
import { type Endpoint, managers } from "./endpoint";
import { zoneless } from "./local-time";
import { readTimes, readUnits, type Span, takePage } from "./query";
import { ordersIn, type SoldOrder } from "./sold-orders";
import { breakdown, soldIn } from "./takings";

const minuteMs = 60_000;
const scopes = ["deliverystatistics", "user.role:read"];
const lateShare = 0.03;
const anyLength = { days: null };

/** How couriers delivered. Durations are seconds. */
export const deliveryStatistics: Endpoint = {
  path: "/{brand}/{country}/delivery/statistics",
  scopes,
  roles: managers,
  style: "coded",
  respond: (call) => {
    const span = readTimes(call.query, anyLength);
    return { unitsStatistics: readUnits(call).map((unit) => deliveryOf(unit, span, call.now)) };
  },
};

/** What guests were given for late orders. */
export const vouchers: Endpoint = {
  path: "/{brand}/{country}/delivery/vouchers",
  scopes,
  roles: managers,
  style: "legacy",
  respond: (call) => {
    const { query, now } = call;
    const span = readTimes(query, anyLength);
    const late = readUnits(call).flatMap((unit) => lateOrders(unit, span, now));
    const { page, isEndOfListReached } = takePage(query, late);
    return { vouchers: page.map(describeVoucher), isEndOfListReached };
  },
};

function deliveryOf(unit: DodoisUnit, span: Span, now: Date) {
  const luck = (name: string) => chance(name, unit.id, span.from, span.to);
  const delivered = breakdown(unit, span.from, soldIn(unit, span, now)).salesBreakdown.filter(
    ({ salesChannel }) => salesChannel === "Delivery",
  );
  const deliveryOrdersCount = delivered.reduce((sum, { ordersCount }) => sum + ordersCount, 0);
  const tripsCount = Math.round(deliveryOrdersCount / (1.2 + 0.5 * luck("trips")));
  const avgCookingTime = Math.round(420 + 240 * luck("cooking"));
  const avgHeatedShelfTime = Math.round(60 + 180 * luck("shelf"));
  const avgOrderTripTime = Math.round(600 + 400 * luck("trip"));
  return {
    unitId: unit.id,
    unitName: unit.name,
    deliverySales: delivered.reduce((sum, { sales }) => sum + sales, 0),
    deliveryOrdersCount,
    avgDeliveryOrderFulfillmentTime: avgCookingTime + avgHeatedShelfTime + avgOrderTripTime,
    avgCookingTime,
    avgHeatedShelfTime,
    avgOrderTripTime,
    lateOrdersCount: lateOrders(unit, span, now).length,
    tripsCount,
    tripsDuration: tripsCount * avgOrderTripTime * 2,
    couriersShiftsDuration: Math.round(tripsCount * avgOrderTripTime * 2.6),
    ordersWithCourierAppCount: Math.round(deliveryOrdersCount * 0.97),
  };
}

function lateOrders(unit: DodoisUnit, span: Span, now: Date): SoldOrder[] {
  return ordersIn(unit, { from: span.from, to: span.to - 1 }, now).filter(
    ({ id, salesChannel }) => salesChannel === "Delivery" && chance("late", id) < lateShare,
  );
}

function describeVoucher({ id, unit, soldAt }: SoldOrder) {
  return {
    orderId: id,
    orderNumber: String(1 + Math.floor(chance("number", id) * 999)),
    unitId: unit.id,
    orderAcceptedAtLocal: zoneless(soldAt),
    predictedDeliveryTimeLocal: zoneless(soldAt + 40 * minuteMs),
    orderFulfilmentFlagAtLocal: zoneless(soldAt + 75 * minuteMs),
    deliveryDeadlineLocal: zoneless(soldAt + 60 * minuteMs),
    issuerName: "Клиент",
    courierStaffId: hexId("courier", id),
  };
}
