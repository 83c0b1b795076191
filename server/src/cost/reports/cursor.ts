import { InvalidCursor } from '../../database/invalid-cursor.ts';
import type { LineCursor } from './lines.queries.ts';

export function writeLineCursor({ keys, owners, value }: LineCursor): string {
  return Buffer.from(JSON.stringify([keys, owners, value])).toString('base64url');
}

/**
 * @param things how many the report is asked by
 * @throws InvalidCursor when it was not written for such a report
 */
export function readLineCursor(cursor: string | null, things: number): LineCursor | null {
  if (cursor === null) return null;
  try {
    const [keys, owners, value]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isValue = value === null || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
    if (areTexts(keys, things) && areTexts(owners, things) && isValue) return { keys, owners, value };
  } catch {
    // Falls through to the refusal below.
  }
  throw new InvalidCursor('This cursor is not one of ours.');
}

function areTexts(value: unknown, count: number): value is string[] {
  return Array.isArray(value) && value.length === count && value.every((item) => typeof item === 'string');
}
