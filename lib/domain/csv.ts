/** So that spreadsheets read the file as UTF-8. */
export const csvByteOrderMark = "\uFEFF";

/**
 * One line of a CSV file (RFC 4180). What a spreadsheet would take for a formula is set off by an
 * apostrophe: the cells are other people's text.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
