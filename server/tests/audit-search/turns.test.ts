import { afterAll, beforeAll, expect, test } from 'vitest';
import { ContentEpoch } from '../../src/audit/payloads/content-epoch.ts';
import { createPayloadStore } from '../../src/audit/payloads/payload-store.ts';
import { createTurnReader } from '../../src/audit/search/turns.queries.ts';
import { readRequest } from '../../src/journey/read-body.ts';
import { chatSurface } from '../../src/providers/openai/surface.ts';
import { isRefusal } from '../../src/journey/refusal.ts';
import { piecesOf } from '../../src/journey/request-pieces.ts';
import { turnsOf } from '../audit-payloads/conversation.ts';
import { MemoryJournal, openHead, part, requestId, settleHead } from '../audit-shipper/events.ts';
import { shipAll } from '../audit-shipper/ship.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { opener, sealer } from '../support/vault.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

interface Body {
  readonly messages: readonly unknown[];
}

/** Records a conversation of 40 turns, of which each resends all before it. */
async function recorded(): Promise<{ ids: string[]; bodies: Body[] }> {
  const store = createPayloadStore(sealer, new ContentEpoch());
  const journal = new MemoryJournal();
  journal.append({ kind: 'key', head: sealer.head, content: null });
  const ids: string[] = [];
  const bodies: Body[] = [];
  let seen = 0;
  for (const text of turnsOf(40, 'm', 11)) {
    const id = requestId();
    const body = Buffer.from(text);
    const request = readRequest(body, chatSurface);
    if (isRefusal(request)) throw new Error(request.code);
    const prepared = store.prepare({
      requestId: id,
      atMs: Date.now(),
      userId: 'usr_ada',
      sessionId: 'ses_1',
      parts: [part('request_received', body)],
      ...piecesOf(request, body, seen),
    });
    const view = JSON.stringify({ role: 'assistant', content: `answer ${ids.length}` });
    const parts = [
      part('response_received', 'data: …'),
      part('response_view', view),
      part('response_times', '[[100,5],[20,7]]'),
    ];
    journal.append(
      { kind: 'open', head: openHead(id, { new_from: seen }), content: prepared.content },
      { kind: 'settle', head: settleHead(id), content: store.seal(parts, prepared.epoch) },
    );
    prepared.durable();
    ids.push(id);
    bodies.push(JSON.parse(text) as Body);
    seen = bodies.at(-1)?.messages.length ?? 0;
  }
  await shipAll(database.pool, journal);
  return { ids, bodies };
}

test('a turn is what is new in it, with the answer and its times, however deep its body leans on others', async () => {
  const { ids, bodies } = await recorded();
  const reader = createTurnReader(database.pool, opener);
  for (const [index, id] of ids.entries()) {
    const before = bodies[index - 1]?.messages.length ?? 0;
    const result = await reader.read(id);
    if (result.kind !== 'found') throw new Error(result.kind);
    expect(result.turn.messages).toEqual(bodies[index]?.messages.slice(before));
    expect(result.turn.answer).toEqual({ role: 'assistant', content: `answer ${index}` });
    expect(result.turn.times).toEqual([
      [100, 5],
      [20, 7],
    ]);
  }
  // What was lost is said to be, and so is what leans on it; what came before it is whole.
  await database.pool.query('delete from payload_contents where request_id = $1', [ids[10]]);
  const again = createTurnReader(database.pool, opener);
  expect((await again.read(ids[9] ?? '')).kind).toBe('found');
  expect((await again.read(ids[10] ?? '')).kind).toBe('lost');
  expect((await again.read(ids[11] ?? '')).kind).toBe('lost');
  expect((await again.read(requestId())).kind).toBe('none');
});
