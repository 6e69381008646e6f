import {
  activateReferralCodeContract,
  createReferralCodeContract,
  deactivateReferralCodeContract,
  deleteReferralCodeContract,
  extendReferralCodeContract,
  findReferralCodeContract,
  listReferralCodesContract,
  restoreReferralCodeContract,
} from "./contracts/referral-codes";
import {
  exportReferralsContract,
  listReferralsContract,
  referralStatisticsContract,
  referralsOfMeContract,
} from "./contracts/referrals";
import {
  activateReferralCodeHandler,
  createReferralCodeHandler,
  deactivateReferralCodeHandler,
  deleteReferralCodeHandler,
  extendReferralCodeHandler,
  findReferralCodeHandler,
  listReferralCodesHandler,
  restoreReferralCodeHandler,
} from "./handlers/referral-codes";
import {
  exportReferralsHandler,
  listReferralsHandler,
  referralStatisticsHandler,
  referralsOfMeHandler,
} from "./handlers/referrals";

/** The referral programme's share of the operations. */
export const referralOperations = [
  { contract: findReferralCodeContract, handler: findReferralCodeHandler },
  { contract: listReferralCodesContract, handler: listReferralCodesHandler },
  { contract: createReferralCodeContract, handler: createReferralCodeHandler },
  { contract: activateReferralCodeContract, handler: activateReferralCodeHandler },
  { contract: deactivateReferralCodeContract, handler: deactivateReferralCodeHandler },
  { contract: extendReferralCodeContract, handler: extendReferralCodeHandler },
  { contract: restoreReferralCodeContract, handler: restoreReferralCodeHandler },
  { contract: deleteReferralCodeContract, handler: deleteReferralCodeHandler },
  { contract: referralsOfMeContract, handler: referralsOfMeHandler },
  { contract: listReferralsContract, handler: listReferralsHandler },
  { contract: referralStatisticsContract, handler: referralStatisticsHandler },
  { contract: exportReferralsContract, handler: exportReferralsHandler },
];
