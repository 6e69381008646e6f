import { demo } from "./stack";

/** What anybody may see. */
export const publicPages = [
  "/",
  "/sign-in",
  "/sign-up?ref=NOSUCH",
  "/forgot-password",
  "/reset-password?token=x",
  "/verify-email?token=x",
  "/unsubscribe?token=x",
  "/confirm-address?token=x",
  "/no-such-page",
  "/docs/errors",
  "/docs/twinproxy",
];
/** What the demo account sees. */
export const privatePages = () => [
  "/dashboard",
  "/dashboard/referrals",
  "/dashboard/connections",
  `/dashboard/connections/${demo().connections.dodois}`,
  "/dashboard/connections/amocrm-private",
  "/dashboard/connections/twinproxy",
  "/dashboard/settings",
  "/admin/jobs",
  "/admin/cron",
  "/admin/referrals",
];
