import type { Queryable } from '../database/queryable.ts';
import { insertLogEntry } from './administration-log.queries.ts';

/**
 * Puts an export at the command line into the administration log: there is no chain there to put it into, but the next
 * gateway that runs chains the line.
 *
 * @param detail what was exported
 */
export async function recordExport(database: Queryable, detail: Readonly<Record<string, unknown>>): Promise<void> {
  const { rows } = await database.query<{ version: number }>('SELECT version FROM policy_head');
  await insertLogEntry(database, {
    action: 'record.export',
    target: { kind: 'record', id: 'export' },
    before: null,
    after: detail,
    actor: { kind: 'command' },
    reason: null,
    policyVersion: rows[0]?.version ?? 0,
  });
}
