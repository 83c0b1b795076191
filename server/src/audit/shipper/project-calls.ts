import type pg from 'pg';
import { bookCorrections } from './book-corrections.ts';
import { type BatchContent, type EventOf, eventsOf, type Projection } from './batch.ts';
import { chargeRow, costingOf, type LedgerRow } from './ledger-rows.ts';
import {
  addAttempt,
  contentRowsMax,
  insertAnswers,
  insertCalls,
  insertContents,
  insertLedgerEntries,
  insertToolCalls,
  settleOpenCalls,
} from './record.queries.ts';
import { RollupFacts } from './rollup-facts.ts';
import { addRollupFacts } from './rollups.queries.ts';
import { answerRow, type CallIdentity, type Row, identityOf, invocationRow, settleRow, toolCallRows } from './rows.ts';

/**
 * The writing of a batch's rows, payloads, ledger entries and links, as one projection: each call's ledger entry is
 * written with its settle.
 */
export const projectCalls: Projection = async (content) => (client) => writeCalls(client, content);

async function writeCalls(client: pg.ClientBase, content: BatchContent): Promise<void> {
  await insertCalls(client, content.calls.map(invocationRow));
  const ledger: LedgerRow[] = [];
  const links: Row[] = [];
  const answers: Row[] = [];
  const rollups = new RollupFacts();
  const book = (settle: EventOf<'settle'>, identity: CallIdentity): void => {
    rollups.settled(settle.head, identity);
    const charge = chargeRow(costingOf(settle), identity);
    if (charge) ledger.push(charge);
    links.push(...toolCallRows(settle.head, identity));
    const answer = answerRow(settle.head, identity);
    if (answer) answers.push(answer);
  };
  for (const { open, settle } of content.calls) {
    rollups.opened(open.head);
    if (settle) book(settle, identityOf(open.head));
  }
  for (const attempt of content.attempts) await addAttempt(client, attempt);

  const first = firstOfEachCall(content.settles);
  const settled = await settleOpenCalls(client, [...first.values()].map(settleRow));
  const late = new Set(content.settles);
  for (const identity of settled) {
    const settle = first.get(identity.request_id);
    if (!settle) continue;
    late.delete(settle);
    book(settle, identity);
  }
  await insertLedgerEntries(client, ledger);
  await insertToolCalls(client, links);
  await insertAnswers(client, answers);
  for (const row of ledger) rollups.entry(row);
  await bookCorrections(client, [...late, ...eventsOf(content, 'correction')], rollups);

  for (let from = 0; from < content.contents.length; from += contentRowsMax) {
    await insertContents(client, content.contents.slice(from, from + contentRowsMax));
  }
  // Last: other shippers that add to the same rows wait from here on until this batch is committed.
  await addRollupFacts(client, rollups.rows);
}

function firstOfEachCall(settles: readonly EventOf<'settle'>[]): Map<string, EventOf<'settle'>> {
  const first = new Map<string, EventOf<'settle'>>();
  for (const settle of settles) if (!first.has(settle.head.request_id)) first.set(settle.head.request_id, settle);
  return first;
}
