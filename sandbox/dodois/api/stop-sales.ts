import { chance, hexId, pick } from "@/sandbox/control/seeded";
import {
  type DodoisUnit,
  stopChannels,
  stopIngredients,
  stopProducts,
  stopReasons,
  stopSectors,
} from "@/sandbox/data/dodois-people";
import { type Endpoint, managers } from "./endpoint";
import { daysOf, localNow, zoneless } from "./local-time";
import { readTimes, readUnits, type Span } from "./query";

const hourMs = 3_600_000;

interface Stop {
  id: string;
  unit: DodoisUnit;
  startedAt: string;
  endedAt: string | null;
  reason: string;
}

interface Kind {
  name: string;
  path: string;
  root: string;
  /** The chance that a unit has such a stop on a day. */
  odds: number;
  /** The span is asked for in UTC: the real API is of two minds. */
  isUtc?: boolean;
  describe: (stop: Stop) => object;
}

const kinds: Kind[] = [
  {
    name: "channel",
    path: "/{brand}/{country}/production/stop-sales-channels",
    root: "stopSalesBySalesChannels",
    odds: 0.18,
    describe: (stop) => ({
      ...common(stop),
      stoppedByUserId: hexId("user", stop.id),
      salesChannelName: pick(stopChannels, "channel", stop.id),
      channelStopType: chance("type", stop.id) < 0.7 ? "Complete" : "Redirection",
    }),
  },
  {
    name: "ingredient",
    path: "/{brand}/{country}/production/stop-sales-ingredients",
    root: "stopSalesByIngredients",
    odds: 0.4,
    describe: (stop) => ({
      ...common(stop),
      // The real API misspells this field.
      stoppeddByUserId: hexId("user", stop.id),
      ingredientName: pick(stopIngredients, "ingredient", stop.id),
    }),
  },
  {
    name: "product",
    path: "/{brand}/{country}/production/stop-sales-products",
    root: "stopSalesByProduct",
    odds: 0.3,
    describe: (stop) => ({
      ...common(stop),
      stoppedByUserId: hexId("user", stop.id),
      productName: pick(stopProducts, "product", stop.id),
    }),
  },
  {
    name: "sector",
    path: "/{brand}/{country}/delivery/stop-sales-sectors",
    root: "stopSalesBySectors",
    odds: 0.25,
    isUtc: true,
    describe: ({ reason: _, ...stop }) => ({
      ...common({ ...stop, reason: "" }),
      reason: undefined,
      sectorName: pick(stopSectors, "sector", stop.id),
      isSubSector: chance("sub", stop.id) < 0.3,
      suspendedByUserId: hexId("user", stop.id),
      resumedUserId: stop.endedAt === null ? null : hexId("resumed", stop.id),
    }),
  },
];

export const stopSales: Endpoint[] = kinds.map((kind) => ({
  path: kind.path,
  scopes: ["stopsales", "user.role:read"],
  roles: managers,
  style: "coded",
  respond: (call) => {
    const { query, now } = call;
    const units = readUnits(call);
    const span = readTimes(query);
    const stops = units.flatMap((unit) => stopsOf(kind, unit, kind.isUtc ? inLocal(span, unit) : span, now));
    return { [kind.root]: stops.map(kind.describe) };
  },
}));

function inLocal({ from, to }: Span, { utcOffset }: DodoisUnit): Span {
  return { from: localNow(new Date(from), utcOffset), to: localNow(new Date(to), utcOffset) };
}

function stopsOf(kind: Kind, unit: DodoisUnit, span: Span, now: Date): Stop[] {
  const local = localNow(now, unit.utcOffset);
  return daysOf(span).flatMap((day) => {
    if (chance("stop", kind.name, unit.id, day) >= kind.odds) return [];
    const start = day + (10 + 11 * chance("start", kind.name, unit.id, day)) * hourMs;
    if (start < span.from || start >= span.to || start > local) return [];
    const end = start + (0.3 + 4 * chance("length", kind.name, unit.id, day)) * hourMs;
    const id = hexId("stop", kind.name, unit.id, day);
    const endedAt = end > local ? null : zoneless(end);
    return [{ id, unit, startedAt: zoneless(start), endedAt, reason: pick(stopReasons, "reason", id) }];
  });
}

function common(stop: Stop) {
  return {
    id: stop.id,
    unitId: stop.unit.id,
    unitName: stop.unit.name,
    startedAt: stop.startedAt,
    startedAtLocal: stop.startedAt,
    endedAt: stop.endedAt,
    endedAtLocal: stop.endedAt,
    resumedByUserId: stop.endedAt === null ? null : hexId("resumed", stop.id),
    reason: stop.reason,
  };
}
