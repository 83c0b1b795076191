import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Invocation } from '@tollgate/contract';
import type { EventDraft } from '../../src/audit/events.ts';
import { readInvocation } from '../../src/audit/search/invocations.queries.ts';
import { open, openHead, requestId, settle, settleHead } from '../audit-shipper/events.ts';
import { payloadBytes, record } from '../audit-shipper/ship.ts';
import { hit } from '../journey/made-up.ts';
import { createTestDatabase } from '../support/database.ts';
import { isShort, seed } from './time-box.ts';
import { wildText, wildValue } from './wild-json.ts';

const rounds = isShort ? 5 : 100;
const callsPerRound = 100;

const half = fc.constantFrom(
  '\ud83d',
  '\udc00',
  'a\ud800b',
  '\0',
  'a\0b',
  '\ud83d\ude00',
  '{"a":"\\ud800"}',
  '\\u0000',
  "'; drop table invocations; --",
  '\x7f',
  '\u2028',
);
const text = fc.oneof(
  wildText,
  half,
  fc.array(half, { maxLength: 3 }).map((parts) => parts.join('')),
);
const named = fc.record({ id: text, name: text });

const call = fc.record({
  open: fc.record({
    client_request_id: fc.option(text),
    trace_id: text,
    session_id: text,
    user: fc.record({ id: text, email: text }),
    instance: fc.option(named),
    provider: fc.option(named),
    client_address: fc.option(text),
    user_agent: fc.option(text),
    requested_model: fc.option(text),
    selected_model: fc.option(text),
    final_model: fc.option(text),
    provider_model: fc.option(text),
    explanation: fc.array(text, { maxLength: 3 }),
    hits: fc.array(
      fc
        .tuple(fc.constantFrom('email_address', 'iban'), text, text)
        .map(([rule, place, sample]) => hit('allow', { rule, place, sample, display_name: place })),
      { maxLength: 2 },
    ),
  }),
  settle: fc.record({
    error_code: fc.option(text),
    error_detail: fc.option(text),
    provider_request_id: fc.option(text),
    usage_reported: wildValue.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
    tool_calls: fc.array(text, { maxLength: 3 }),
  }),
  request: fc.uint8Array({ maxLength: 200 }),
  answer: fc.uint8Array({ maxLength: 200 }),
});

/** What PostgreSQL's text can hold of it. */
function storable(value: string | null): string | null {
  return value === null ? null : Buffer.from(value).toString().replaceAll('\0', '\ufffd');
}

it(`whatever callers and providers put into names, ids and reports, each call is in the record with its bytes (seed ${seed})`, async () => {
  const database = await createTestDatabase();
  for (let round = 0; round < rounds; round++) {
    const calls = fc
      .sample(call, { numRuns: callsPerRound, seed: seed + round })
      .map((one) => ({ ...one, id: requestId() }));
    const drafts = calls.flatMap(({ id, request, answer, ...heads }): EventDraft[] => [
      open(openHead(id, heads.open), { payload: 'request_received', encoding: 'identity', bytes: request }),
      settle(settleHead(id, heads.settle), { payload: 'response_received', encoding: 'identity', bytes: answer }),
    ]);
    await record(database.pool, ...drafts);
    const failure = `round ${round} of seed ${seed}`;
    for (const one of calls) {
      const found = await readInvocation(database.pool, one.id);
      if (!found) throw new Error(`${one.id} is not in the record: ${failure}`);
      Invocation.parse(found);
      expect(found, failure).toMatchObject({
        status: 'completed',
        client_request_id: storable(one.open.client_request_id),
        trace_id: storable(one.open.trace_id),
        user_agent: storable(one.open.user_agent),
        final_model: storable(one.open.final_model),
        error_detail: storable(one.settle.error_detail),
      });
      expect(found.hits).toHaveLength(one.open.hits.length);
      expect(await payloadBytes(database.pool, one.id, 'request-received'), failure).toEqual(Buffer.from(one.request));
      expect(await payloadBytes(database.pool, one.id, 'response-received'), failure).toEqual(Buffer.from(one.answer));
    }
  }
  const { rows } = await database.pool.query<{ calls: number; entries: number; strays: number }>(
    `SELECT (SELECT count(*)::int FROM invocations) AS calls, (SELECT count(*)::int FROM ledger) AS entries,
       (SELECT count(*)::int FROM corrections) + (SELECT count(*)::int FROM rejected_events) AS strays`,
  );
  const total = rounds * callsPerRound;
  expect(rows).toEqual([{ calls: total, entries: total, strays: 0 }]);
  await database.drop();
});
