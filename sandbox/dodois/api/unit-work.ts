import { chance, hexId } from "@/sandbox/control/seeded";
import { type Endpoint, managers } from "./endpoint";
import { daysOf, localNow, zoneless } from "./local-time";
import { readCount, readTimes, readUnit, readUnits, takePage } from "./query";

const hourMs = 3_600_000;
const opensAt = 9 * hourMs;
const closesAt = 23 * hourMs;

/** A unit is open once a day. */
export const unitShifts: Endpoint = {
  path: "/{brand}/{country}/units/shifts",
  scopes: ["unit:read", "unitshifts:read", "user.role:read"],
  roles: managers,
  style: "legacy",
  respond: (call) => {
    const span = readTimes(call.query, { days: null });
    const shifts = readUnits(call).flatMap((unit) => {
      const local = localNow(call.now, unit.utcOffset);
      return daysOf(span)
        .map((day) => ({ unit, opened: day + opensAt, closed: day + closesAt, local }))
        .filter(({ opened }) => opened >= span.from && opened < span.to && opened <= local);
    });
    const { page, isEndOfListReached } = takePage(call.query, shifts);
    const described = page.map(({ unit, opened, closed, local }) => ({
      id: hexId("unit shift", unit.id, opened),
      unitId: unit.id,
      unitName: unit.name,
      openedAtLocal: zoneless(opened),
      closedAtLocal: closed > local ? null : zoneless(closed),
    }));
    return { shifts: described, isEndOfListReached };
  },
};

/** One unit's goals of one month. */
export const monthGoals: Endpoint = {
  path: "/{brand}/{country}/units/month-goals",
  scopes: ["unit:read", "user.role:read"],
  roles: managers,
  style: "coded",
  respond: (call) => {
    const unit = readUnit(call);
    const year = readCount(call.query, "year", null, 2000, 2100);
    const month = readCount(call.query, "month", null, 1, 12);
    const ambition = 1 + 0.1 * chance("goal", unit.id, year, month);
    return {
      unitId: unit.id,
      year,
      month,
      sales: Math.round(unit.dailySales * 30 * ambition),
      productsPerLaborHour: Math.round(50 * ambition) / 10,
      avgDeliveryOrderFulfillmentTime: 2_100,
    };
  },
};
