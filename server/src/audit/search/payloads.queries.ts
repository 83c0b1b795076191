import type { Queryable } from '../../database/queryable.ts';
import { applySplices, type Splice } from '../../platform/text-edits.ts';
import { applyCopies, type Copy } from '../../platform/byte-copies.ts';
import { timeOfId } from '../../platform/ids.ts';
import type { PartPayload, PayloadPart } from '../events.ts';
import { bytesOf, MissingContent, readBody } from '../payloads/rebuild.ts';
import type { Opener } from '../vault/vault.ts';
import { openParts, selectContents } from './contents.queries.ts';
import { isRequestId } from './cursor.ts';
import { type Missing, whyMissing } from './missing.queries.ts';

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
 * `none`: the call is not known, never got that far, or nothing was sent to the provider. `unfinished`: the call is open,
 * and this is not recorded yet.
 */
export type PayloadResult =
  | { readonly kind: 'found'; readonly bytes: Buffer }
  | { readonly kind: 'none' | 'unfinished' | Missing };

/** The bytes of a payload as they were on the wire. Who may read it is the caller's question. @throws CannotOpen */
export async function readPayload(
  database: Queryable,
  opener: Opener,
  requestId: string,
  payload: PayloadWord,
): Promise<PayloadResult> {
  if (!isRequestId(requestId)) return { kind: 'none' };
  const call = await selectCall(database, requestId);
  if (!call) return { kind: 'none' };
  try {
    const bytes = await read(database, opener, call, places[payload]);
    if (bytes !== null) return { kind: 'found', bytes };
    return { kind: call.status === 'open' ? 'unfinished' : 'none' };
  } catch (error) {
    if (error instanceof MissingContent) return { kind: await whyMissing(database, error.requestId) };
    throw error;
  }
}

async function read(
  database: Queryable,
  opener: Opener,
  call: CallRow,
  { name, counterpart }: Place,
): Promise<Buffer | null> {
  const requestId = call.request_id;
  const parts = await partsOfCall(database, opener, call);
  const whole = async (payload: PartPayload): Promise<Buffer | null> => {
    if (payload !== 'request_received') return joined(parts, payload);
    return call.has_request ? readRequest(database, opener, requestId) : null;
  };
  if (counterpart === null) return whole(name);
  const changes = parts.filter(({ payload, encoding }) => payload === name && encoding !== 'identity');
  const own = joined(parts, name);
  if (own !== null && changes.length === 0) return own;
  if (name === 'request_sent' && !call.forwarded) return null;
  const base = await whole(counterpart);
  return base && changes.reduce(changed, base);
}

async function readRequest(database: Queryable, opener: Opener, requestId: string): Promise<Buffer | null> {
  const open = openParts(database, opener);
  const body = await readBody(requestId, open);
  return body && bytesOf(body.extents, open);
}

/** All parts of a call in the order of its events. @throws MissingContent when it has its contents no more */
async function partsOfCall(
  database: Queryable,
  opener: Opener,
  { request_id, has_request }: CallRow,
): Promise<PayloadPart[]> {
  const contents = await selectContents(database, request_id);
  // What is left of a call without its request is not all that there was.
  if (has_request && !contents.some(({ kind }) => kind === 'open')) throw new MissingContent(request_id);
  const parts: PayloadPart[] = [];
  for (const content of contents) parts.push(...(await opener.open(content)).parts);
  return parts;
}

interface CallRow {
  request_id: string;
  status: string;
  forwarded: boolean;
  has_request: boolean;
}

async function selectCall(database: Queryable, requestId: string): Promise<CallRow | null> {
  const result = await database.query<CallRow>(
    `select request_id, status, has_request, decision is not null and decision in ('passed', 'redacted', 'rerouted') as forwarded
     from invocations where request_id = $1 and at = $2`,
    [requestId, new Date(timeOfId(requestId))],
  );
  return result.rows[0] ?? null;
}

function joined(parts: readonly PayloadPart[], payload: PartPayload): Buffer | null {
  const own = parts.filter((part) => part.payload === payload && part.encoding === 'identity');
  return own.length === 0 ? null : Buffer.concat(own.map((part) => part.bytes));
}

function changed(base: Buffer, { encoding, bytes }: PayloadPart): Buffer {
  const changes: unknown = JSON.parse(Buffer.from(bytes).toString());
  return encoding === 'copies' ? applyCopies(base, changes as Copy[]) : applySplices(base, changes as Splice[]);
}
