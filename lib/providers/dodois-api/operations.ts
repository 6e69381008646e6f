import "server-only";
import { z } from "zod";
import { getList, getWholeList } from "./list";
import { corePath, type DodoisPlace } from "./place";
import { type DodoisAccess, getDodois } from "./request";
import { type LocalSpan, readInPieces, spanPieces, unitLots } from "./split";

const text = z.string().nullish();
const number = z.number().nullish();
const place = { unitId: z.string(), unitName: text };

/** Durations are seconds. */
const Productivity = z.object({
  ...place,
  laborHours: number,
  sales: number,
  salesPerLaborHour: number,
  productsPerLaborHour: number,
  avgHeatedShelfTime: number,
  ordersPerCourierLabourHour: number,
  kitchenSpeedPercentage: number,
});

const Handover = z.object({
  ...place,
  avgTrackingPendingTime: number,
  avgCookingTime: number,
  avgHeatedShelfTime: number,
  avgOrderHandoverTime: number,
  ordersCount: number,
});

const Delivery = z.object({
  ...place,
  deliverySales: number,
  deliveryOrdersCount: number,
  avgDeliveryOrderFulfillmentTime: number,
  avgCookingTime: number,
  avgHeatedShelfTime: number,
  avgOrderTripTime: number,
  lateOrdersCount: number,
  tripsCount: number,
  tripsDuration: number,
  couriersShiftsDuration: number,
  ordersWithCourierAppCount: number,
});

const Voucher = z.object({
  orderId: z.string(),
  orderNumber: text,
  unitId: text,
  orderAcceptedAtLocal: text,
  predictedDeliveryTimeLocal: text,
  orderFulfilmentFlagAtLocal: text,
  deliveryDeadlineLocal: text,
  issuerName: text,
  courierStaffId: text,
});

const ClientStatistics = z.looseObject({ newClientsCount: number, oldClientsCount: number });
const Order = z.looseObject({ id: text, orderId: text });

interface Wanted {
  units: readonly string[];
  /** Local times, whole hours. */
  span: LocalSpan;
}

/** How kitchens work, a row for each unit and piece of 31 days: averages do not add up. Scope `productionefficiency`. */
export async function listProductivity(access: DodoisAccess, at: DodoisPlace, wanted: Wanted) {
  const path = corePath(at, "/production/productivity");
  return await statistics(access, path, "productivityStatistics", Productivity, wanted);
}

/** How fast orders are handed over, likewise. Channels `DineIn`, `TakeAway`, `Delivery`. */
export async function listHandoverStatistics(
  access: DodoisAccess,
  at: DodoisPlace,
  wanted: Wanted & { salesChannels?: readonly string[] },
) {
  const path = corePath(at, "/production/orders-handover-statistics");
  return await statistics(access, path, "ordersHandoverStatistics", Handover, wanted);
}

/** How couriers deliver, likewise. Scope `deliverystatistics`. */
export async function listDeliveryStatistics(access: DodoisAccess, at: DodoisPlace, wanted: Wanted) {
  return await statistics(access, corePath(at, "/delivery/statistics"), "unitsStatistics", Delivery, wanted);
}

/** Vouchers for late deliveries. Scope `deliverystatistics`. */
export async function listLateVouchers(access: DodoisAccess, at: DodoisPlace, { units, span }: Wanted) {
  const path = corePath(at, "/delivery/vouchers");
  return await readInPieces(units, spanPieces(span), async (lot, piece) => {
    const query = { units: lot, ...piece };
    return await getWholeList(access, { path, query, root: "vouchers", row: Voucher });
  });
}

/** New and returning guests of all the units together, a row for each piece; the span is of dates. Scope `orders`. */
export async function listClientStatistics(access: DodoisAccess, at: DodoisPlace, { units, span }: Wanted) {
  const path = corePath(at, "/orders/clients-statistics");
  return await readInPieces(units, spanPieces(span), async (lot, { from, to }) => {
    const query = { units: lot, fromDate: from, toDate: to };
    return [{ from, to, ...(await getDodois(access, { path, query, schema: ClientStatistics })) }];
  });
}

/** Orders by their ids; those unknown or of others are left out by the provider. Scope `orders`. */
export async function listOrders(access: DodoisAccess, at: DodoisPlace, orderIds: readonly string[]) {
  const path = corePath(at, "/orders");
  const all: z.output<typeof Order>[] = [];
  // A lot of units' size is well under the hundred that are allowed.
  for (const lot of unitLots(orderIds)) {
    all.push(...(await getList(access, { path, query: { orderIds: lot }, root: "orders", row: Order })));
  }
  return all;
}

async function statistics<T extends z.ZodObject>(
  access: DodoisAccess,
  path: string,
  root: string,
  row: T,
  { units, span, ...filter }: Wanted & { salesChannels?: readonly string[] },
) {
  return await readInPieces(units, spanPieces(span), async (lot, piece) => {
    const rows = await getList(access, { path, query: { units: lot, ...piece, ...filter }, root, row });
    return rows.map((found) => ({ ...found, ...piece }));
  });
}
