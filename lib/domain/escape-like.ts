/** A person's words inside a pattern of SQL's LIKE, where nothing in them stands for anything else. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
