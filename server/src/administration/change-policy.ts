import type pg from 'pg';
import { lockHead, type PolicyHead } from '../catalog/policy-versions.queries.ts';
import { insertBuiltInRuleSet } from '../catalog/rules.queries.ts';
import { inTransaction } from '../database/transaction.ts';
import { canonicalHash } from '../platform/canonical-json.ts';
import { loadBuiltInRules } from '../risk/packs.ts';
import type { Actor } from './actor.ts';
import { insertLogEntry, type LogEntry } from './administration-log.queries.ts';
import { publishPolicy } from './publish-policy.ts';
import { AdministrationRefusal } from './refusal.ts';

export type { LogEntry } from './administration-log.queries.ts';

/** The work of one governed change: writes the tables and tells, by `log`, what it changed. */
export type PolicyWork<T> = (transaction: pg.PoolClient, log: (entry: LogEntry) => void) => Promise<T>;

/**
 * The one way to change policy. Work, audit row and new version are one act, in one transaction that holds the head
 * from its beginning: either all of it happens or nothing, and versions commit in the order of their numbers.
 * Whether the actor may is the verb's own question.
 *
 * @returns the version now in force (unchanged when the work made no difference) and what the work returned
 * @throws AdministrationRefusal when the policy would not compile, and whatever `work` throws
 */
export async function changePolicy<T>(
  pool: pg.Pool,
  actor: Actor,
  work: PolicyWork<T>,
  reason: string | null = null,
): Promise<{ version: number; result: T }> {
  return inTransaction(pool, (transaction) => changeWithin(transaction, actor, work, reason));
}

/** `changePolicy` for who brings the transaction, such as a dry run that rolls it back. */
export async function changeWithin<T>(
  transaction: pg.PoolClient,
  actor: Actor,
  work: PolicyWork<T>,
  reason: string | null,
): Promise<{ version: number; result: T }> {
  const head = withRules(await lockHead(transaction)) ?? (await publishFirst(transaction));
  const entries: LogEntry[] = [];
  const result = await work(transaction, (entry) => entries.push(entry)).catch(refuseUnstorable);
  const version = await publishPolicy(transaction, head, { actor, reason });
  if (version !== head.version && entries.length === 0) {
    throw new Error('a change of policy was made without a line in the administration log');
  }
  for (const entry of entries) {
    await insertLogEntry(transaction, { ...entry, actor, reason, policyVersion: version });
  }
  return { version, result };
}

/**
 * Sees to it at the start that there is a policy, made with the built-in rules of this release. What administrators
 * changed on them stays.
 *
 * @returns the version in force, and why this release's rules could not be put in force, when they could not: a custom
 * rule may have the id of a new one. The rules before stay then.
 */
export async function ensurePolicy(pool: pg.Pool): Promise<{ version: number; problem: string | null }> {
  return inTransaction(pool, async (transaction) => {
    const head = withRules(await lockHead(transaction));
    if (!head) return { version: (await publishFirst(transaction)).version, problem: null };
    const hash = await storeBuiltInRules(transaction);
    if (hash === head.built_in_rules) return { version: await restate(transaction, head), problem: null };
    try {
      const after = { version: head.version, built_in_rules: hash };
      return { version: await announceRules(transaction, after, head.built_in_rules), problem: null };
    } catch (error) {
      if (!(error instanceof AdministrationRefusal)) throw error;
      const problem = error.problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
      return { version: head.version, problem };
    }
  });
}

async function publishFirst(transaction: pg.PoolClient): Promise<PolicyHead & { built_in_rules: string }> {
  const built_in_rules = await storeBuiltInRules(transaction);
  const version = await announceRules(transaction, { version: 0, built_in_rules }, null);
  return { version, built_in_rules };
}

async function announceRules(
  transaction: pg.PoolClient,
  head: PolicyHead & { built_in_rules: string },
  before: string | null,
): Promise<number> {
  const actor: Actor = { kind: 'command' };
  const reason = 'the built-in rules of this release';
  const version = await publishPolicy(transaction, head, { actor, reason });
  await insertLogEntry(transaction, {
    action: 'built_in_rules.change',
    target: { kind: 'built_in_rules', id: head.built_in_rules },
    before: before === null ? null : { built_in_rules: before },
    after: { built_in_rules: head.built_in_rules },
    actor,
    reason,
    policyVersion: version,
  });
  return version;
}

/** A release may say more in a policy than the one before: the same policy is published in its words. */
async function restate(transaction: pg.PoolClient, head: PolicyHead & { built_in_rules: string }): Promise<number> {
  const actor: Actor = { kind: 'command' };
  const reason = 'the words of this release';
  const version = await publishPolicy(transaction, head, { actor, reason });
  if (version === head.version) return version;
  await insertLogEntry(transaction, {
    action: 'policy.restate',
    target: { kind: 'policy', id: String(version) },
    before: { version: head.version },
    after: { version },
    actor,
    reason,
    policyVersion: version,
  });
  return version;
}

async function storeBuiltInRules(transaction: pg.PoolClient): Promise<string> {
  const rules = loadBuiltInRules();
  const hash = canonicalHash(rules);
  await insertBuiltInRuleSet(transaction, hash, rules);
  return hash;
}

function withRules(head: PolicyHead): (PolicyHead & { built_in_rules: string }) | null {
  return head.version > 0 && head.built_in_rules !== null
    ? { version: head.version, built_in_rules: head.built_in_rules }
    : null;
}

/** PostgreSQL stores no NUL and no half of a surrogate pair: who sends one did not send a valid text. */
function refuseUnstorable(cause: unknown): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code !== '22021' && code !== '22P05' && code !== '22P02') throw cause;
  throw new AdministrationRefusal('invalid', 'A text holds a character that cannot be stored.', [], { cause });
}
