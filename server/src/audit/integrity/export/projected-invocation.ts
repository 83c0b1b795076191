import type { Invocation } from '@tollgate/contract';
import type { OpenHead, SettleHead } from '../../events.ts';
import { type InvocationRow, toInvocation } from '../../search/invocation-columns.ts';
import { jsonColumns } from '../../shipper/record.queries.ts';
import { invocationRow, type Row, settleRow } from '../../shipper/rows.ts';

interface Of<Head> {
  readonly journalId: string;
  readonly sequence: bigint;
  readonly head: Head;
}

/** A call as it is read from the database, made of its events alone. */
export function projectInvocation(
  open: Of<OpenHead> & { readonly hasContent: boolean },
  settle: Of<SettleHead> | null,
): Invocation {
  const row = invocationRow({ open: { kind: 'open', ...open }, attempts: [], settle: null });
  return toInvocation(asRead({ ...row, ...(settle === null ? {} : settleRow(settle)) }));
}

/** The row as the driver would give it back. */
function asRead(row: Row): InvocationRow {
  const read = new Map<string, unknown>(Object.entries(row).map(([name, value]) => [name, readColumn(name, value)]));
  const anything: object = new Proxy(
    {},
    { get: (_, name) => (typeof name === 'string' ? (read.get(name) ?? null) : undefined) },
  );
  return anything as InvocationRow;
}

function readColumn(name: string, value: Row[string]): unknown {
  if (name === 'at') return new Date(String(value));
  return jsonColumns.has(name) && typeof value === 'string' ? JSON.parse(value) : value;
}
