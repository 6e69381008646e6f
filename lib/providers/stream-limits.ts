/** How long a proxied call may take to get anywhere, in milliseconds. */
export const streamLimits = {
  connectMs: 5_000,
  /** From the request's end to the answer's head. */
  headersMs: 30_000,
  /** Between any two pieces of a body, either way. */
  bodyIdleMs: 60_000,
};
