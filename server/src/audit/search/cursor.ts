import { InvalidCursor } from '../../database/invalid-cursor.ts';
import { timeOfId } from '../../platform/ids.ts';

/** A place in the record: between this call and the one before it. Its time is inside its id. */
export function writeCursor(requestId: string): string {
  return Buffer.from(requestId).toString('base64url');
}

/** @throws InvalidCursor */
export function readCursor(cursor: string): { readonly at: Date; readonly requestId: string } {
  const requestId = Buffer.from(cursor, 'base64url').toString();
  if (!isRequestId(requestId) || writeCursor(requestId) !== cursor)
    throw new InvalidCursor('This cursor is not one of ours.');
  return { at: new Date(timeOfId(requestId)), requestId };
}

/** Whether it is an id that this gateway could have made: others are in no record, and have no time. */
export function isRequestId(text: string): boolean {
  return (
    /^req_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text) &&
    timeOfId(text) < 253_402_300_800_000
  );
}

/** The least id that a call of this time can have: everything before it is older. */
export function firstIdAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `req_${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** A place before the newest call. */
export const startOfRecord = writeCursor(firstIdAt(new Date(253_402_300_799_999)));

/** How far back a search has come that goes on from this cursor. */
export function placeOfCursor(cursor: string): string {
  return readCursor(cursor).at.toISOString();
}
