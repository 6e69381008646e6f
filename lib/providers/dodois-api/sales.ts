import "server-only";
import { z } from "zod";
import { getList, getWholeList } from "./list";
import { corePath, type DodoisPlace } from "./place";
import type { DodoisAccess } from "./request";
import { distinctBy, type LocalSpan, monthPieces, readInPieces, spanPieces } from "./split";

const text = z.string().nullish();

const Part = z.object({
  orderSource: text,
  salesChannel: text,
  paymentMethod: text,
  sales: z.number(),
  ordersCount: z.number(),
});

/** Money is a number in the country's currency, without value added tax. */
const UnitSales = z.object({
  unitId: z.string(),
  sales: z.number(),
  ordersCount: z.number(),
  salesBreakdown: z.array(Part).nullish(),
});
const DailySales = UnitSales.extend({ date: z.string() });
const MonthlySales = UnitSales.extend({ year: z.number(), month: z.number() });

const Receipt = z.object({
  orderId: z.string(),
  soldAtLocal: text,
  unitId: z.string(),
  unitName: text,
  salesChannel: text,
  orderSource: text,
  paymentMethod: text,
  products: z
    .array(z.looseObject({ price: z.number().nullish(), priceWithDiscount: z.number().nullish() }))
    .nullish(),
});

export type DodoisUnitSales = z.output<typeof UnitSales>;
export type DodoisDailySales = z.output<typeof DailySales>;
export type DodoisMonthlySales = z.output<typeof MonthlySales>;
export type DodoisReceipt = z.output<typeof Receipt>;

interface SalesWanted {
  units: readonly string[];
  span: LocalSpan;
}

/** Revenue by day and unit; the span is of dates. Scope `sales`. */
export async function listDailySales(
  access: DodoisAccess,
  place: DodoisPlace,
  { units, span }: SalesWanted,
): Promise<DodoisDailySales[]> {
  const path = corePath(place, "/finances/sales/units/daily");
  const rows = await readInPieces(units, spanPieces(span), async (lot, { from, to }) => {
    const query = { units: lot, fromDate: from, toDate: to };
    return await getList(access, { path, query, root: "result", row: DailySales });
  });
  return distinctBy(rows, ({ unitId, date }) => `${unitId} ${date}`);
}

/** Revenue by month and unit; the span is of dates. Scope `sales`. */
export async function listMonthlySales(
  access: DodoisAccess,
  place: DodoisPlace,
  { units, span }: SalesWanted,
): Promise<DodoisMonthlySales[]> {
  const path = corePath(place, "/finances/sales/units/monthly");
  const rows = await readInPieces(units, monthPieces(span), async (lot, { from, to }) => {
    const query = { units: lot, fromDate: from, toDate: to };
    return await getList(access, { path, query, root: "result", row: MonthlySales });
  });
  return distinctBy(rows, ({ unitId, year, month }) => `${unitId} ${year}-${month}`);
}

/** Revenue of each unit over a span of local times, its pieces added up. Scope `sales`. */
export async function sumSales(
  access: DodoisAccess,
  place: DodoisPlace,
  { units, span }: SalesWanted,
): Promise<Pick<DodoisUnitSales, "unitId" | "sales" | "ordersCount">[]> {
  const path = corePath(place, "/finances/sales/units");
  const rows = await readInPieces(units, spanPieces(span), async (lot, piece) => {
    return await getList(access, { path, query: { units: lot, ...piece }, root: "result", row: UnitSales });
  });
  const byUnit = Map.groupBy(rows, ({ unitId }) => unitId);
  return [...byUnit].map(([unitId, parts]) => ({
    unitId,
    sales: parts.reduce((sum, { sales }) => sum + sales, 0),
    ordersCount: parts.reduce((sum, { ordersCount }) => sum + ordersCount, 0),
  }));
}

/** Single sales, in the order of their time; both ends of a span are included. Scopes `sales user.role:read`. */
export async function listReceipts(
  access: DodoisAccess,
  place: DodoisPlace,
  { units, span, ...filter }: SalesWanted & { orderSource?: string; salesChannel?: string },
): Promise<DodoisReceipt[]> {
  const path = corePath(place, "/accounting/sales");
  const rows = await readInPieces(units, spanPieces(span), async (lot, piece) => {
    const query = { units: lot, ...piece, ...filter };
    // Receipts are long: a page of a thousand may not fit into what we read of one answer.
    return await getWholeList(access, { path, query, root: "sales", row: Receipt }, 500);
  });
  return distinctBy(rows, (row) => JSON.stringify(row));
}
