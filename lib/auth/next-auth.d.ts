import type { UserActor } from "@/lib/context";

declare module "next-auth" {
  interface User {
    sessionToken?: string;
  }
}

declare module "@auth/core/jwt" {
  interface JWT {
    sessionToken?: string;
    actor?: UserActor;
  }
}
