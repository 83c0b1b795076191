/**
 * One line of CSV (RFC 4180). What a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, TAB, CR first) gets an
 * apostrophe before it, plain numbers excepted.
 */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

const number = /^-?\d+(\.\d+)?$/;

function csvCell(cell: string | number | boolean | null): string {
  if (cell === null) return '';
  const text = String(cell);
  const guarded = /^[=+\-@\t\r]/.test(text) && !number.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
