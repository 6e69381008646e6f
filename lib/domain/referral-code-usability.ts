/** The part of a code that decides whether it may be used. */
export interface CodeState {
  isActive: boolean;
  uses: number;
  /** Null: without limit. */
  maxUses: number | null;
  expiresAt: Date;
  deletedAt: Date | null;
}

/** How a code stands for its owner. What cannot be activated any more says so first. */
export type CodeStanding = "active" | "inactive" | "expired" | "used_up";
export type CodeRefusal = "unknown" | Exclude<CodeStanding, "active">;
export type CodeUsability = "usable" | CodeRefusal;

/** Whether a sign-up may use the code now, and if not, why; a deleted code is as good as none. */
export function codeUsability(code: CodeState | null, now: Date): CodeUsability {
  if (code === null || code.deletedAt !== null) return "unknown";
  const standing = codeStanding(code, now);
  return standing === "active" ? "usable" : standing;
}

export function codeStanding(code: Omit<CodeState, "deletedAt">, now: Date): CodeStanding {
  return activationRefusal(code, now) ?? (code.isActive ? "active" : "inactive");
}

/**
 * Why the code cannot be activated any more; null when it can. A code is good up to, and not at,
 * the instant of its expiry.
 */
export function activationRefusal(
  code: Pick<CodeState, "expiresAt" | "uses" | "maxUses">,
  now: Date,
): "expired" | "used_up" | null {
  if (code.expiresAt <= now) return "expired";
  return code.maxUses !== null && code.uses >= code.maxUses ? "used_up" : null;
}
