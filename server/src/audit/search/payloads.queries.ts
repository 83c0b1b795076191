import type { Queryable } from '../../database/queryable.ts';
import { timeOfId } from '../../platform/ids.ts';
import type { PartEncoding, PartPayload } from '../events.ts';
import { isRequestId } from './cursor.ts';
import { applySplices, type Splice } from '../../platform/text-edits.ts';

type PayloadWord = 'request-received' | 'request-sent' | 'response-received' | 'response-sent';

interface Place {
  readonly name: PartPayload;
  /** What it is equal to but for what was journalled. */
  readonly counterpart: PartPayload | null;
}

const places: Record<PayloadWord, Place> = {
  'request-received': { name: 'request_received', counterpart: null },
  'request-sent': { name: 'request_sent', counterpart: 'request_received' },
  'response-received': { name: 'response_received', counterpart: null },
  'response-sent': { name: 'response_sent', counterpart: 'response_received' },
};

/**
 * The bytes of a payload as they were on the wire, rebuilt from its parts. Null when there is none: the call is not
 * known, never got that far, or nothing was sent to the provider. Who may read it is the caller's question.
 */
export async function readPayload(
  database: Queryable,
  requestId: string,
  payload: PayloadWord,
): Promise<Buffer | null> {
  if (!isRequestId(requestId)) return null;
  const { name, counterpart } = places[payload];
  const parts = await readParts(database, requestId, name);
  const splices = parts.filter((part) => part.encoding === 'splices');
  if (counterpart === null || (parts.length > 0 && splices.length === 0)) return joined(parts);
  if (name === 'request_sent' && !(await wasForwarded(database, requestId))) return null;
  const base = joined(await readParts(database, requestId, counterpart));
  return base === null
    ? null
    : splices.reduce((bytes, part) => applySplices(bytes, JSON.parse(part.bytes.toString()) as Splice[]), base);
}

interface PartRow {
  encoding: PartEncoding;
  bytes: Buffer;
}

async function readParts(database: Queryable, requestId: string, payload: PartPayload): Promise<PartRow[]> {
  const result = await database.query<PartRow>(
    `select encoding, bytes from payload_parts where request_id = $1 and at = $2 and payload = $3 order by sequence, part`,
    [requestId, new Date(timeOfId(requestId)), payload],
  );
  return result.rows;
}

/** Whether a provider heard of the call: its decision let it through. */
async function wasForwarded(database: Queryable, requestId: string): Promise<boolean> {
  const result = await database.query<{ forwarded: boolean }>(
    `select decision in ('passed', 'redacted', 'rerouted') as forwarded from invocations where request_id = $1 and at = $2`,
    [requestId, new Date(timeOfId(requestId))],
  );
  return result.rows[0]?.forwarded ?? false;
}

function joined(parts: readonly PartRow[]): Buffer | null {
  return parts.length === 0 ? null : Buffer.concat(parts.map((part) => part.bytes));
}
