import "server-only";
import { z } from "zod";
import { getProfile } from "@/lib/providers/dodois-api/account";
import { dodoisAccess } from "./dodois-access";
import { readLiveData } from "./read-live-data";
import type { ViewerContext } from "./with-fresh-token";

const Profile = z.object({
  name: z.string().nullable(),
  business: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

export type DodoisProfileData = z.output<typeof Profile>;

/** The person whose access the connection has. */
export async function readDodoisProfile(
  ctx: ViewerContext,
  connectionId: string,
): Promise<DodoisProfileData> {
  return await readLiveData(ctx, connectionId, {
    provider: "dodois",
    name: "profile",
    schema: Profile,
    load: async (token) => {
      const profile = await getProfile(dodoisAccess(token, ctx.now));
      const parts = [profile.given_name, profile.middle_name, profile.family_name].filter(Boolean);
      return {
        name: profile.name || parts.join(" ") || null,
        business: profile["d:tntnm"] ?? null,
        email: profile.email ?? null,
        phone: profile.phone_number ?? null,
      };
    },
  });
}
