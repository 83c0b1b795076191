import type { Queryable } from '../../../database/queryable.ts';
import { settleColumns } from '../../shipper/record.queries.ts';
import {
  countLinks,
  type LinkTable,
  selectAdministrationLines,
  selectLinks,
  selectOutcomesOf,
  selectPlacedRows,
  selectUnsettledWithOutcome,
} from './leftovers.queries.ts';
import type { LogComparison } from './log-comparison.ts';
import type { Verification } from './record-source.ts';

/** What a call has only once it is settled. */
const outcomeColumns = settleColumns.filter(
  (column) => !['status', 'attempts', 'settle_journal_id', 'settle_sequence'].includes(column),
);

/** Finds what is in the tables although no event made it. */
export async function findLeftovers(
  database: Queryable,
  verification: Verification,
  logs: LogComparison,
): Promise<void> {
  const { report, seen } = verification;
  for await (const { journalId, sequence, requestId, of, what } of selectPlacedRows(database)) {
    if (seen.claim(of, journalId, sequence)) continue;
    if (of === 'ledger' && seen.claim('reversal', journalId, sequence)) continue;
    if (isBeyond(verification, journalId, sequence)) report.counts.beyond++;
    else report.found(`${what} is there without an event of its own`, { journalId, sequence, requestId });
  }
  for await (const { id, journalId, sequence } of selectAdministrationLines(database)) {
    if (logs.hasLine(id)) continue;
    if (journalId === null || sequence === null) report.counts.unchained++;
    else if (isBeyond(verification, journalId, sequence)) report.counts.beyond++;
    else report.found(`line ${id} of the administration log is there without its event`, { journalId, sequence });
  }
  for (const requestId of await selectUnsettledWithOutcome(database, outcomeColumns)) {
    report.found('it has an outcome that no event gave it', { requestId });
  }
  await findLinks(database, verification, 'tool_calls', 'tool call');
  await findLinks(database, verification, 'answers', 'answer');
}

/** Links name no event: they are counted, and looked for only when there are too many. */
async function findLinks(
  database: Queryable,
  verification: Verification,
  table: LinkTable,
  what: string,
): Promise<void> {
  const { report, links } = verification;
  let surplus = (await countLinks(database, table)) - links[table].count;
  if (surplus <= 0) return;
  for await (const requestId of unknownLinks(database, verification, table)) {
    const outcome = (await selectOutcomesOf(database, [requestId])).get(requestId);
    if (outcome && isBeyond(verification, outcome.journalId, outcome.sequence)) report.counts.beyond++;
    else report.found(`a link through its ${what} is there that no event made`, { requestId });
    surplus--;
  }
  if (surplus > 0) report.found(`${surplus} links through ${what}s are there that no event made`);
}

async function* unknownLinks(database: Queryable, { links }: Verification, table: LinkTable): AsyncIterable<string> {
  for await (const { requestId, key } of selectLinks(database, table)) {
    if (!links[table].has(key)) yield requestId;
  }
}

function isBeyond({ attestations }: Verification, journalId: string, sequence: bigint): boolean {
  const upto = attestations.droppedUpto(journalId);
  return upto !== null && sequence <= upto;
}
