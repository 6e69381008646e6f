import { hexId, pick } from "@/sandbox/control/seeded";
import { type DodoisEmployee, dodoisPositions, employeesOf } from "@/sandbox/data/dodois-staff";
import { type Endpoint, supervisors } from "./endpoint";
import { isoDate } from "./local-time";
import { listOf, readDate, readOptionalUnits, takePage } from "./query";

export const staffMembers: Endpoint = {
  path: "/{brand}/{country}/staff/members",
  scopes: ["staffmembers:read", "user.role:read"],
  roles: supervisors,
  style: "legacy",
  respond: (call) => {
    const { person, query, brand, country, now } = call;
    const units = readOptionalUnits(call) ?? person.units;
    const found = units
      .filter((unit) => unit.businessId === brand && unit.country.id === country)
      .flatMap(employeesOf)
      .map((employee) => describeMember(employee, now))
      .filter((member) => passes(query, member));
    const { page, isEndOfListReached } = takePage(query, found);
    return { members: page, isEndOfListReached };
  },
};

export const staffPositions: Endpoint = {
  path: "/{brand}/{country}/staff/positions",
  scopes: ["shared"],
  style: "legacy",
  respond: () => ({ positions: dodoisPositions }),
};

type Member = ReturnType<typeof describeMember>;

/** Whether each filter that is there lets the member through; days of both ends are included. */
function passes(query: URLSearchParams, member: Member): boolean {
  const statuses = listOf(query, "statuses");
  return (
    (query.get("staffType") ?? member.staffType) === member.staffType &&
    (statuses.length === 0 || statuses.includes(member.status)) &&
    isWithin(query, "hired", member.hiredOn) &&
    isWithin(query, "dismissed", member.dismissedOn) &&
    isWithin(query, "lastModified", member.lastModifiedAt.slice(0, 10))
  );
}

function isWithin(query: URLSearchParams, name: string, date: string | null): boolean {
  const from = readDate(query, `${name}From`);
  const to = readDate(query, `${name}To`);
  if (from === null && to === null) return true;
  return date !== null && date >= (from ?? date) && date <= (to ?? date);
}

/** Nobody is real: names and numbers only say whose they are. */
function describeMember(
  { id, number, unit, position, bornOn, hiredOn, dismissedOn }: DodoisEmployee,
  now: Date,
) {
  const isGone = dismissedOn !== null && dismissedOn <= isoDate(now.getTime());
  return {
    id,
    userId: hexId("user", id),
    firstName: "Сотрудник",
    lastName: `№ ${number}`,
    patronymicName: null,
    sex: pick(["Female", "Male"], "sex", id),
    dateOfBirth: bornOn,
    phoneNumber: `7900000${String(number).padStart(4, "0")}`,
    taxpayerIdentificationNumber: null,
    unitId: unit.id,
    unitName: unit.name,
    staffType: position.staffTypeName,
    positionId: position.id,
    positionName: position.name,
    employmentTypeId: hexId("employment", 1),
    employmentTypeName: "Трудовой договор",
    status: isGone ? "Dismissed" : "Active",
    hiredOn,
    dismissedOn: isGone ? dismissedOn : null,
    lastModifiedAt: `${isGone ? dismissedOn : hiredOn}T09:00:00`,
  };
}
