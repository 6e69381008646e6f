/**
 * Whether an answer of a token endpoint without tokens leaves open if the grant was spent: a success
 * that cannot be read, or a gateway that had no answer of the server behind it (RFC 9110 §15.6.3, §15.6.5).
 */
export function mayHideSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 502 || status === 504;
}
