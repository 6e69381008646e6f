/** Upper-case consonants and digits that cannot be misread; without vowels no words come out. */
export const codeAlphabet = "BCDFGHJKMNPQRSTVWXYZ23456789";
export const drawnCodeLength = 8;

/**
 * What a code's text is unique by and looked up by: case does not matter. Null for what cannot be
 * a code at all, so that it never reaches a query.
 */
export function codeTextKey(text: string): string | null {
  const key = text.trim().normalize("NFKC").toLowerCase();
  return /^[a-z0-9][a-z0-9_-]{2,31}$/.test(key) ? key : null;
}
