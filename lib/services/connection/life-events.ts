/** Events the last of which says whether a connection was alive. */
export const lifeEvents = ["reauth_required", "refreshed", "connected", "reconnected"] as const;
