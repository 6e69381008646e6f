/** The part of a code that decides whether it may be used. */
export interface CodeState {
  isActive: boolean;
  uses: number;
  /** Null: without limit. */
  maxUses: number | null;
  expiresAt: Date;
  deletedAt: Date | null;
}

export type CodeUsability = "usable" | CodeRefusal;
export type CodeRefusal = "unknown" | "expired" | "used_up" | "inactive";

/** Whether a sign-up may use the code now, and if not, why; a deleted code is as good as none. */
export function codeUsability(code: CodeState | null, now: Date): CodeUsability {
  if (code === null || code.deletedAt !== null) return "unknown";
  return finality(code, now) ?? (code.isActive ? "usable" : "inactive");
}

/** Why the code cannot be activated any more; null when it can. */
export function activationRefusal(code: CodeState, now: Date): "expired" | "used_up" | null {
  return finality(code, now);
}

/** A code is good up to, and not at, the instant of its expiry. */
function finality(code: CodeState, now: Date): "expired" | "used_up" | null {
  if (code.expiresAt <= now) return "expired";
  return code.maxUses !== null && code.uses >= code.maxUses ? "used_up" : null;
}
