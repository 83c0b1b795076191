import { PolicyDocument } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

export interface PolicyHead {
  /** 0 before the first version. */
  readonly version: number;
  readonly built_in_rules: string | null;
}

/** The channel that announces new versions; the payload is the number. */
export const policyChannel = 'tollgate_policy';

export async function selectHeadVersion(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ version: number }>('SELECT version FROM policy_head');
  return rows[0]?.version ?? 0;
}

/** Holds the head until the transaction ends: changes of policy happen one after the other. */
export async function lockHead(transaction: Queryable): Promise<PolicyHead> {
  const { rows } = await transaction.query<PolicyHead>('SELECT version, built_in_rules FROM policy_head FOR UPDATE');
  const head = rows[0];
  if (!head) throw new Error('policy_head has lost its row');
  return head;
}

export async function updateHead(transaction: Queryable, head: PolicyHead): Promise<void> {
  await transaction.query('UPDATE policy_head SET version = $1, built_in_rules = $2', [
    head.version,
    head.built_in_rules,
  ]);
}

/** Is heard when the transaction commits, not before. */
export async function announceVersion(transaction: Queryable, version: number): Promise<void> {
  await transaction.query('SELECT pg_notify($1, $2)', [policyChannel, String(version)]);
}

export async function insertPolicyVersion(
  transaction: Queryable,
  row: { document: PolicyDocument; contentHash: string; actor: unknown; reason: string | null },
): Promise<void> {
  await transaction.query(
    'INSERT INTO policy_versions (version, document, content_hash, actor, reason) VALUES ($1, $2, $3, $4, $5)',
    [row.document.version, JSON.stringify(row.document), row.contentHash, JSON.stringify(row.actor), row.reason],
  );
}

export async function selectContentHash(database: Queryable, version: number): Promise<string | undefined> {
  const { rows } = await database.query<{ content_hash: string }>(
    'SELECT content_hash FROM policy_versions WHERE version = $1',
    [version],
  );
  return rows[0]?.content_hash;
}

/** @returns undefined when there is no such version */
export async function selectPolicyDocument(database: Queryable, version: number): Promise<PolicyDocument | undefined> {
  const { rows } = await database.query<{ document: unknown }>(
    'SELECT document FROM policy_versions WHERE version = $1',
    [version],
  );
  return rows[0] && PolicyDocument.parse(rows[0].document);
}
