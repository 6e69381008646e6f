import "server-only";
import { z } from "zod";
import { getList } from "./list";
import { corePath, type DodoisPlace } from "./place";
import type { DodoisAccess } from "./request";
import { distinctBy, type LocalSpan, readInPieces, spanPieces } from "./split";

const text = z.string().nullish();

// Of the times only those called local are what they say: the others are local, too, on some methods.
const Stop = z.object({
  id: z.string(),
  unitId: z.string(),
  unitName: text,
  startedAtLocal: text,
  startedAt: z.string(),
  /** Null while the stop lasts. */
  endedAtLocal: text,
  endedAt: text,
  reason: text,
});

const kinds = {
  channel: {
    path: "/production/stop-sales-channels",
    root: "stopSalesBySalesChannels",
    row: Stop.extend({ salesChannelName: text, channelStopType: text }).transform((stop) => ({
      ...stop,
      what: stop.salesChannelName ?? null,
    })),
  },
  ingredient: {
    path: "/production/stop-sales-ingredients",
    root: "stopSalesByIngredients",
    row: Stop.extend({ ingredientName: text }).transform((stop) => ({
      ...stop,
      what: stop.ingredientName ?? null,
    })),
  },
  product: {
    path: "/production/stop-sales-products",
    // The plural is the older name.
    root: ["stopSalesByProduct", "stopSalesByProducts"],
    row: Stop.extend({ productName: text }).transform((stop) => ({
      ...stop,
      what: stop.productName ?? null,
    })),
  },
  sector: {
    path: "/delivery/stop-sales-sectors",
    root: "stopSalesBySectors",
    row: Stop.extend({ sectorName: text, isSubSector: z.boolean().nullish() }).transform((stop) => ({
      ...stop,
      what: stop.sectorName ?? null,
    })),
  },
} as const;

export type DodoisStopKind = keyof typeof kinds;

export interface DodoisStop {
  id: string;
  kind: DodoisStopKind;
  /** The channel, ingredient, product or sector that is not sold. */
  what: string | null;
  unitId: string;
  unitName: string | null;
  /** Without a zone, in the unit's. */
  startedAtLocal: string;
  endedAtLocal: string | null;
  reason: string | null;
}

/**
 * What was not sold in a span of local times; of UTC for `sector`, as the provider wants it. Scopes
 * `stopsales user.role:read`.
 */
export async function listStopSales(
  access: DodoisAccess,
  place: DodoisPlace,
  { kind, units, span }: { kind: DodoisStopKind; units: readonly string[]; span: LocalSpan },
): Promise<DodoisStop[]> {
  const { path, root, row } = kinds[kind];
  const rows = await readInPieces(units, spanPieces(span), async (lot, piece) => {
    return await getList(access, { path: corePath(place, path), query: { units: lot, ...piece }, root, row });
  });
  const stops = rows.map((stop) => ({
    id: stop.id,
    kind,
    what: stop.what,
    unitId: stop.unitId,
    unitName: stop.unitName ?? null,
    startedAtLocal: stop.startedAtLocal ?? stop.startedAt,
    endedAtLocal: stop.endedAtLocal ?? stop.endedAt ?? null,
    reason: stop.reason ?? null,
  }));
  return distinctBy(stops, ({ id }) => id);
}
