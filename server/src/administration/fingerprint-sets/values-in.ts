import { readCsv } from '../../platform/csv.ts';
import { invalid } from '../refuse.ts';

/** The lines of a text, each a value. */
export function* valuesInText(text: string): Generator<string> {
  let from = text.startsWith('\ufeff') ? 1 : 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? text.length : end);
    if (line.trim() !== '') yield line;
    from = end === -1 ? text.length : end + 1;
  }
}

/**
 * The fields of one column of a CSV text.
 * @param column its number, from 1; or its name in the first row, which is no value then
 * @throws AdministrationRefusal when there is no such column
 */
export function* valuesInCsv(text: string, column = '1'): Generator<string> {
  const rows = readCsv(text);
  const isNumber = /^[1-9]\d{0,3}$/.test(column);
  const index = isNumber ? Number(column) - 1 : columnNamed(column, rows.next().value ?? []);
  if (index < 0) throw invalid('column', 'there is no column of this name in the first row');
  for (const row of rows) {
    const value = row[index];
    if (value !== undefined && value.trim() !== '') yield value;
  }
}

function columnNamed(name: string, names: readonly string[]): number {
  return names.findIndex((one) => one.trim().toLowerCase() === name.trim().toLowerCase());
}
