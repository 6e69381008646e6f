import "server-only";
import { z } from "zod";
import { getList, getWholeList } from "./list";
import { corePath, type DodoisPlace } from "./place";
import type { DodoisAccess } from "./request";
import { distinctBy, type LocalSpan, readInPieces, spanPieces, unitLots } from "./split";

const text = z.string().nullish();
const count = z.number().nullish();

/** Personal data: to be shown to the asker, never kept. */
const Member = z.object({
  id: z.string(),
  userId: text,
  firstName: text,
  lastName: text,
  patronymicName: text,
  sex: text,
  dateOfBirth: text,
  phoneNumber: text,
  taxpayerIdentificationNumber: text,
  unitId: text,
  unitName: text,
  staffType: text,
  positionId: text,
  positionName: text,
  employmentTypeId: text,
  employmentTypeName: text,
  status: text,
  hiredOn: text,
  dismissedOn: text,
  lastModifiedAt: text,
});

const Shift = z.object({
  id: z.string(),
  staffId: text,
  unitId: text,
  unitName: text,
  clockInAtLocal: text,
  clockOutAtLocal: text,
  staffTypeName: text,
  staffPositionId: text,
  staffPositionName: text,
  scheduleId: text,
  dayShiftMinutes: count,
  nightShiftMinutes: count,
  holidayMinutes: count,
  deliveredOrdersCount: count,
  totalTripsCount: count,
  /** Metres. */
  totalTripsDistance: count,
  lastModifiedAt: text,
});

const Position = z.object({ id: z.string(), name: z.string(), staffTypeName: text });

export type DodoisStaffMember = z.output<typeof Member>;
export type DodoisStaffShift = z.output<typeof Shift>;

/** Dates are `YYYY-MM-DD`. */
export interface StaffFilter {
  hiredFrom?: string;
  hiredTo?: string;
  dismissedFrom?: string;
  dismissedTo?: string;
  lastModifiedFrom?: string;
  lastModifiedTo?: string;
  staffType?: string;
  statuses?: readonly string[];
  units?: readonly string[];
}

/** Scopes `staffmembers:read user.role:read`. */
export async function listStaffMembers(
  access: DodoisAccess,
  place: DodoisPlace,
  { units, ...filter }: StaffFilter = {},
): Promise<DodoisStaffMember[]> {
  const list = { path: corePath(place, "/staff/members"), root: "members", row: Member };
  if (units === undefined) return await getWholeList(access, { ...list, query: { ...filter } });
  const all: DodoisStaffMember[] = [];
  for (const lot of unitLots(units)) {
    all.push(...(await getWholeList(access, { ...list, query: { ...filter, units: lot } })));
  }
  return all;
}

/** The shifts that began in the span, local time. Scopes `staffshifts:read user.role:read`. */
export async function listStaffShifts(
  access: DodoisAccess,
  place: DodoisPlace,
  { units, span, staffTypeName }: { units: readonly string[]; span: LocalSpan; staffTypeName?: string },
): Promise<DodoisStaffShift[]> {
  const path = corePath(place, "/staff/shifts");
  const shifts = await readInPieces(units, spanPieces(span), async (lot, { from, to }) => {
    const query = { units: lot, clockInFrom: from, clockInTo: to, staffTypeName };
    return await getWholeList(access, { path, query, root: "shifts", row: Shift });
  });
  return distinctBy(shifts, ({ id }) => id);
}

/** The same of certain people. Scopes `staffshifts:read user.role:read`. */
export async function listMembersShifts(
  access: DodoisAccess,
  place: DodoisPlace,
  { staffIds, span }: { staffIds: readonly string[]; span: LocalSpan },
): Promise<DodoisStaffShift[]> {
  const path = corePath(place, "/staff/members/shifts");
  const shifts = await readInPieces(staffIds, spanPieces(span), async (lot, { from, to }) => {
    const query = { staffIds: lot, clockInFrom: from, clockInTo: to };
    return await getWholeList(access, { path, query, root: "shifts", row: Shift });
  });
  return distinctBy(shifts, ({ id }) => id);
}

/** Scope `shared`. */
export async function listStaffPositions(access: DodoisAccess, place: DodoisPlace) {
  return await getList(access, {
    path: corePath(place, "/staff/positions"),
    root: "positions",
    row: Position,
  });
}
