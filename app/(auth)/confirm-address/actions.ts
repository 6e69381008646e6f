"use server";

import { z } from "zod";
import { publicAction } from "@/lib/http/action";
import { confirmAddress } from "@/lib/services/mail-report/confirm-address";

export const confirmAddressAction = publicAction(
  { name: "confirm-address", limit: 60, windowSeconds: 60 },
  z.object({ token: z.string().max(200) }),
  async (ctx, input) => {
    await confirmAddress(ctx, input);
    return null;
  },
);
