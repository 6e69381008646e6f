import { z } from "zod";

/** What a person claims a login with: both as they were registered, to the letter. */
export const TwinproxyClaim = z.object({
  login: z.string().min(1, "twinproxy_login_required").max(255, "login_too_long"),
  password: z.string().min(1, "password_required").max(1000, "password_too_long"),
});
