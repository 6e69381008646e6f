import { chance } from "@/sandbox/control/seeded";
import type { DodoisUnit } from "@/sandbox/data/dodois-people";
import { type Endpoint, managers } from "./endpoint";
import { readDates, readIds, readTimes, readUnits, type Span, takePage } from "./query";
import { describeOrder, orderById, ordersIn } from "./sold-orders";
import { breakdown, soldIn } from "./takings";

const mostOrders = 100;

/** Sales one by one. The real answer includes both ends of the span, too. */
export const receipts: Endpoint = {
  path: "/{brand}/{country}/accounting/sales",
  scopes: ["sales", "user.role:read"],
  roles: managers,
  style: "legacy",
  respond: (call) => {
    const { query, now } = call;
    const units = readUnits(call);
    const span = readTimes(query);
    const matches = (name: "salesChannel" | "orderSource", value: string) =>
      (query.get(name) ?? value) === value;
    const sold = units
      .flatMap((unit) => ordersIn(unit, span, now))
      .filter(({ salesChannel }) => matches("salesChannel", salesChannel))
      .filter(({ orderSource }) => matches("orderSource", orderSource))
      .sort((left, right) => left.soldAt - right.soldAt);
    const { page, isEndOfListReached } = takePage(query, sold);
    return { sales: page.map(describeOrder), isEndOfListReached };
  },
};

/** Those unknown or of others are left out. */
export const orders: Endpoint = {
  path: "/{brand}/{country}/orders",
  scopes: ["orders", "user.role:read"],
  roles: managers,
  style: "coded",
  respond: ({ query, person, brand, country, now }) => {
    const units = person.units.filter((unit) => unit.businessId === brand && unit.country.id === country);
    const found = readIds(query, "orderIds", mostOrders).map((id) => orderById(units, id, now));
    return { orders: found.filter((order) => order !== null).map(describeOrder) };
  },
};

/** Numbers of all the units together. */
export const clientStatistics: Endpoint = {
  path: "/{brand}/{country}/orders/clients-statistics",
  scopes: ["orders", "user.role:read"],
  roles: managers,
  style: "coded",
  respond: (call) => {
    const units = readUnits(call);
    const span = readDates(call.query, 31);
    const all = units.map((unit) => clientsOf(unit, span, call.now));
    const sum = (name: keyof ReturnType<typeof clientsOf>) =>
      all.reduce((total, clients) => total + clients[name], 0);
    return {
      newClientsCount: sum("new"),
      dineInNewClientsCount: sum("newDineIn"),
      deliveryAndTakeawayNewClientsCount: sum("new") - sum("newDineIn"),
      oldClientsCount: sum("old"),
    };
  },
};

function clientsOf(unit: DodoisUnit, span: Span, now: Date) {
  const { ordersCount } = breakdown(unit, span.from, soldIn(unit, span, now));
  const fresh = Math.round(ordersCount * (0.06 + 0.04 * chance("clients", unit.id, span.from)));
  return {
    new: fresh,
    newDineIn: Math.round(fresh * 0.35),
    old: Math.round(ordersCount * 0.55),
  };
}
