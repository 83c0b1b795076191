/** How long what is kept, in days; null: for ever. Payloads go no later than what is known of their calls. */
export interface RetentionPeriods {
  readonly payloadDays: number | null;
  readonly metadataDays: number | null;
}

/**
 * The tables that time takes, in the order in which it takes them: what says which calls are held comes last. The ledger
 * is no part of them: money stays derivable (docs/decisions/0009-retention.md).
 */
const payloadTables = ['payload_signatures', 'word_blocks', 'payload_contents'] as const;
const metadataTables = ['chain_blocks', 'access_log', 'tool_calls', 'answers', 'corrections', 'invocations'] as const;

export type RetainedTable = (typeof payloadTables)[number] | (typeof metadataTables)[number];

const dayMs = 86_400_000;

/** The tables with the time before which what they hold may go. */
export function dueTables(
  { payloadDays, metadataDays }: RetentionPeriods,
  now: Date,
): { readonly table: RetainedTable; readonly before: Date }[] {
  const due = (tables: readonly RetainedTable[], days: number | null) =>
    days === null ? [] : tables.map((table) => ({ table, before: new Date(now.getTime() - days * dayMs) }));
  return [...due(payloadTables, payloadDays), ...due(metadataTables, metadataDays)];
}
