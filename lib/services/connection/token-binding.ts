/** Names the place of a sealed token: the row, the field and the generation. */
export function tokenBinding(
  connectionId: string,
  field: "access_token" | "refresh_token",
  gen: number,
): string {
  return `connections:${connectionId}:${field}:${gen}`;
}

/** Names the place of a sealed PKCE verifier. */
export function verifierBinding(attemptId: string): string {
  return `connect_attempts:${attemptId}:code_verifier`;
}
