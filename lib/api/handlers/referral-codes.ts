import type { z } from "zod";
import { limitedLookUp } from "@/lib/api/limited-look-up";
import type { Context, PersonActor } from "@/lib/context";
import { referralLink } from "@/lib/domain/referral-link";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { Handler } from "@/lib/http/handler";
import { publicRoute } from "@/lib/http/public-route";
import { route } from "@/lib/http/route";
import { actForPerson } from "@/lib/services/project/act-for-person";
import { activateReferralCode } from "@/lib/services/referral-code/activate";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { deactivateReferralCode } from "@/lib/services/referral-code/deactivate";
import { extendReferralCode } from "@/lib/services/referral-code/extend";
import { getReferralCode } from "@/lib/services/referral-code/get";
import type { ReferralCodeItem } from "@/lib/services/referral-code/item";
import { listReferralCodes } from "@/lib/services/referral-code/list";
import { removeReferralCode } from "@/lib/services/referral-code/remove";
import { restoreReferralCode } from "@/lib/services/referral-code/restore";
import {
  activateReferralCodeContract,
  createReferralCodeContract,
  deactivateReferralCodeContract,
  deleteReferralCodeContract,
  extendReferralCodeContract,
  findReferralCodeContract,
  listReferralCodesContract,
  type ReferralCodeBody,
  restoreReferralCodeContract,
} from "../contracts/referral-codes";

export const findReferralCodeHandler: Handler = publicRoute(
  findReferralCodeContract,
  async ({ ctx, query }) => {
    const found = await limitedLookUp(ctx, query.email);
    if (found === null) throw new AppError("not_found");
    return {
      code: found.text,
      url: referralLink(env().APP_URL, found.text),
      expires_at: found.expiresAt.toISOString(),
    };
  },
);

export const listReferralCodesHandler: Handler = route(listReferralCodesContract, async ({ ctx, query }) => {
  const page = await listReferralCodes(await actForPerson(ctx), {
    cursor: query.cursor ?? null,
    limit: query.limit,
  });
  return { items: page.items.map(codeBody), next_cursor: page.nextCursor };
});

export const createReferralCodeHandler: Handler = route(createReferralCodeContract, async ({ ctx, body }) =>
  codeBody(await createReferralCode(await actForPerson(ctx), body)),
);

type CodeContract =
  | typeof activateReferralCodeContract
  | typeof deactivateReferralCodeContract
  | typeof restoreReferralCodeContract;

/** A change of one code that is answered with the code after it. */
function changeRoute(
  contract: CodeContract,
  change: (person: Context<PersonActor>, input: { codeId: string }) => Promise<void>,
): Handler {
  return route(contract, async ({ ctx, params }) => {
    const person = await actForPerson(ctx);
    await change(person, { codeId: params.id });
    return codeBody(await getReferralCode(person, params.id));
  });
}

export const activateReferralCodeHandler = changeRoute(activateReferralCodeContract, activateReferralCode);
export const deactivateReferralCodeHandler = changeRoute(
  deactivateReferralCodeContract,
  deactivateReferralCode,
);
export const restoreReferralCodeHandler = changeRoute(restoreReferralCodeContract, restoreReferralCode);

export const extendReferralCodeHandler: Handler = route(
  extendReferralCodeContract,
  async ({ ctx, params, body }) => {
    const person = await actForPerson(ctx);
    await extendReferralCode(person, { codeId: params.id, lifetime: body.lifetime });
    return codeBody(await getReferralCode(person, params.id));
  },
);

export const deleteReferralCodeHandler: Handler = route(
  deleteReferralCodeContract,
  async ({ ctx, params }) => {
    const person = await actForPerson(ctx);
    const code = await getReferralCode(person, params.id);
    await removeReferralCode(person, { codeId: params.id });
    return codeBody(code);
  },
);

export function codeBody(code: ReferralCodeItem): z.input<typeof ReferralCodeBody> {
  return {
    id: code.id,
    code: code.text,
    url: code.url,
    label: code.label,
    state: code.standing,
    uses: code.uses,
    max_uses: code.maxUses,
    clicks: code.clicks,
    created_at: code.createdAt.toISOString(),
    expires_at: code.expiresAt.toISOString(),
  };
}
