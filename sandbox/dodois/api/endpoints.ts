import { distributionCenters, franchiseeUnits, stores, subscriptions, units } from "./catalogue";
import { deliveryStatistics, vouchers } from "./delivery";
import { legalEntities, legalEntityTypes, roleList, roleUnits } from "./directory";
import type { Endpoint } from "./endpoint";
import { handoverStatistics, productivity } from "./kitchen";
import { clientStatistics, orders, receipts } from "./orders";
import { dailySales, monthlySales, windowSales } from "./sales";
import { staffMembers, staffPositions } from "./staff-members";
import { membersShifts, staffShifts } from "./staff-shifts";
import { stopSales } from "./stop-sales";
import { monthGoals, unitShifts } from "./unit-work";

/** All that the imitation of the API answers. */
export const endpoints: Endpoint[] = [
  ...[roleUnits, roleList],
  ...[units, stores, distributionCenters, franchiseeUnits, subscriptions, unitShifts, monthGoals],
  ...[legalEntities, legalEntityTypes],
  ...[dailySales, monthlySales, windowSales, receipts, orders, clientStatistics],
  ...[productivity, handoverStatistics, deliveryStatistics, vouchers],
  ...[staffMembers, staffPositions, staffShifts, membersShifts],
  ...stopSales,
];
