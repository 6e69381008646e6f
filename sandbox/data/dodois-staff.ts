import { chance, hexId, pick } from "@/sandbox/control/seeded";
import type { DodoisUnit } from "./dodois-people";

interface DodoisPosition {
  id: string;
  name: string;
  staffTypeName: string;
}

export interface DodoisEmployee {
  id: string;
  /** Which of the unit's it is, from 1. */
  number: number;
  unit: DodoisUnit;
  position: DodoisPosition;
  /** Dates are `YYYY-MM-DD`. */
  bornOn: string;
  hiredOn: string;
  dismissedOn: string | null;
}

const dayMs = 86_400_000;
const position = (name: string, staffTypeName: string): DodoisPosition => ({
  id: hexId("position", name),
  name,
  staffTypeName,
});

export const dodoisPositions = [
  position("Пиццамейкер", "KitchenMember"),
  position("Универсал", "KitchenMember"),
  position("Курьер", "Courier"),
  position("Кассир", "Operator"),
  position("Менеджер смены", "PersonalManager"),
] as const satisfies [DodoisPosition, ...DodoisPosition[]];

/** A unit's people: always the same, every tenth or so no longer there. */
export function employeesOf(unit: DodoisUnit): DodoisEmployee[] {
  const count = 36 + Math.floor(20 * chance("staff", unit.id));
  return Array.from({ length: count }, (_, index) => {
    const id = hexId("staff", unit.id, index);
    const hired = Date.UTC(2022, 0, 1) + Math.floor(700 * chance("hired", id)) * dayMs;
    const left = hired + Math.floor(60 + 600 * chance("left", id)) * dayMs;
    return {
      id,
      number: index + 1,
      unit,
      position: pick(dodoisPositions, "position", id),
      bornOn: isoDate(Date.UTC(1980, 0, 1) + Math.floor(9_000 * chance("born", id)) * dayMs),
      hiredOn: isoDate(hired),
      dismissedOn: chance("stays", id) < 0.1 ? isoDate(left) : null,
    };
  });
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
