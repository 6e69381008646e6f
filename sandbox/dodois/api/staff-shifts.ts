import { chance, hexId } from "@/sandbox/control/seeded";
import { type DodoisEmployee, employeesOf } from "@/sandbox/data/dodois-staff";
import { type ApiCall, type Endpoint, supervisors } from "./endpoint";
import { daysOf, isoDate, localNow, zoneless } from "./local-time";
import { readIds, readTimes, readUnits, takePage } from "./query";

const hourMs = 3_600_000;
const mostPeople = 100;
const scopes = ["staffshifts:read", "user.role:read"];

interface Shift {
  id: string;
  employee: DodoisEmployee;
  clockIn: number;
  /** Null while it lasts. */
  clockOut: number | null;
}

export const staffShifts: Endpoint = {
  path: "/{brand}/{country}/staff/shifts",
  scopes,
  roles: supervisors,
  style: "legacy",
  respond: (call) => {
    const type = call.query.get("staffTypeName");
    const employees = readUnits(call).flatMap(employeesOf);
    return shiftsPage(
      call,
      employees.filter(({ position }) => position.staffTypeName === (type ?? position.staffTypeName)),
    );
  },
};

/** Of certain people; those of others are left out. */
export const membersShifts: Endpoint = {
  path: "/{brand}/{country}/staff/members/shifts",
  scopes,
  roles: supervisors,
  style: "legacy",
  respond: (call) => {
    const { person, query, brand, country } = call;
    const wanted = new Set(readIds(query, "staffIds", mostPeople));
    const own = person.units.filter((unit) => unit.businessId === brand && unit.country.id === country);
    return shiftsPage(
      call,
      own.flatMap(employeesOf).filter(({ id }) => wanted.has(id)),
    );
  },
};

function shiftsPage(call: ApiCall, employees: DodoisEmployee[]) {
  const span = readTimes(call.query, { from: "clockInFrom", to: "clockInTo", days: null });
  const shifts = employees.flatMap((employee) =>
    daysOf(span).flatMap((day) => shiftOn(employee, day, call.now) ?? []),
  );
  const within = shifts.filter(({ clockIn }) => clockIn >= span.from && clockIn < span.to);
  const { page, isEndOfListReached } = takePage(call.query, within);
  return { shifts: page.map(describeShift), isEndOfListReached };
}

function shiftOn(employee: DodoisEmployee, day: number, now: Date): Shift | null {
  const date = isoDate(day);
  const isEmployed = employee.hiredOn <= date && date < (employee.dismissedOn ?? "9999");
  if (!isEmployed || chance("works", employee.id, day) >= 0.55) return null;
  const local = localNow(now, employee.unit.utcOffset);
  const clockIn = day + Math.floor((9 + 6 * chance("clock in", employee.id, day)) * 60) * 60_000;
  if (clockIn > local) return null;
  const clockOut = clockIn + Math.floor(6 + 4 * chance("clock out", employee.id, day)) * hourMs;
  const id = hexId("shift", employee.id, day);
  return { id, employee, clockIn, clockOut: clockOut > local ? null : clockOut };
}

function describeShift({ id, employee, clockIn, clockOut }: Shift) {
  const { unit, position } = employee;
  const worked = clockOut === null ? 0 : (clockOut - clockIn) / 60_000;
  const night = nightMinutes(clockIn, clockOut ?? clockIn);
  const trips = position.staffTypeName === "Courier" ? Math.round((worked / 60) * 2) : 0;
  return {
    id,
    staffId: employee.id,
    unitId: unit.id,
    unitName: unit.name,
    clockInAtLocal: zoneless(clockIn),
    clockOutAtLocal: clockOut === null ? null : zoneless(clockOut),
    staffTypeName: position.staffTypeName,
    staffPositionId: position.id,
    staffPositionName: position.name,
    scheduleId: hexId("schedule", id),
    dayShiftMinutes: worked - night,
    nightShiftMinutes: night,
    holidayMinutes: 0,
    deliveredOrdersCount: Math.round(trips * 1.4),
    totalTripsCount: trips,
    totalTripsDistance: trips * 3_500,
    lastModifiedAt: zoneless(clockOut ?? clockIn),
  };
}

/** Night begins at ten in the evening. */
function nightMinutes(clockIn: number, clockOut: number): number {
  const dayMs = 24 * hourMs;
  const night = Math.floor(clockIn / dayMs) * dayMs + 22 * hourMs;
  return Math.max(0, clockOut - Math.max(night, clockIn)) / 60_000;
}
