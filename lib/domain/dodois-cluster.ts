/** The installations of Dodo IS: each has people, tokens and countries of its own. */
export const dodoisClusterIds = ["io", "com"] as const;
export type DodoisClusterId = (typeof dodoisClusterIds)[number];

export function isDodoisClusterId(text: string): text is DodoisClusterId {
  return dodoisClusterIds.some((id) => id === text);
}
