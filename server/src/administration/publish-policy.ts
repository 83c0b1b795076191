import { PolicyDocument, type Rule } from '@tollgate/contract';
import type pg from 'pg';
import { compileSnapshot } from '../catalog/compile-snapshot.ts';
import { contentHashOf, readPolicyDocument } from '../catalog/policy-document.ts';
import {
  announceVersion,
  insertPolicyVersion,
  selectContentHash,
  updateHead,
  type PolicyHead,
} from '../catalog/policy-versions.queries.ts';
import { selectBuiltInRuleSet } from '../catalog/rules.queries.ts';
import { deleteUnusedCredentials } from '../catalog/stored-credentials.queries.ts';
import { compileRules } from '../risk/compile.ts';
import { anySets, type FingerprintSets } from '../risk/fingerprints/fingerprint-set.ts';
import { freeRules } from '../risk/free-rules.ts';
import { InvalidRule } from '../risk/invalid-rule.ts';
import type { Actor } from './actor.ts';
import { problemsOfAudiences } from './groups/unknown-groups.ts';
import { AdministrationRefusal } from './refusal.ts';

/**
 * Makes what the tables say the policy in force, under the next number; without a difference the number stays. The
 * caller holds the head.
 *
 * @param head as it was locked; its `built_in_rules` may name another set, already stored, to take over
 * @returns the version in force
 * @throws AdministrationRefusal when the policy contradicts itself or a rule cannot be compiled
 */
export async function publishPolicy(
  transaction: pg.PoolClient,
  head: PolicyHead & { readonly built_in_rules: string },
  { actor, reason }: { actor: Actor; reason: string | null },
): Promise<number> {
  const hash = head.built_in_rules;
  const rules = await selectBuiltInRuleSet(transaction, hash);
  if (!rules) throw new Error(`the set of built-in rules ${hash} is not stored`);
  const version = head.version + 1;
  const document = await readPolicyDocument(transaction, { version, builtInRules: { hash, rules } });
  const contentHash = contentHashOf(document);
  if (contentHash === (await selectContentHash(transaction, head.version))) return head.version;

  assertCompiles(document, rules);
  await insertPolicyVersion(transaction, { document, contentHash, actor, reason });
  await updateHead(transaction, { version, built_in_rules: hash });
  await deleteUnusedCredentials(transaction);
  await announceVersion(transaction, version);
  return version;
}

function assertCompiles(document: PolicyDocument, builtInRules: readonly Rule[]): void {
  const checked = PolicyDocument.safeParse(document);
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
    throw new AdministrationRefusal('invalid', 'The policy would not be valid.', problems);
  }
  const audiences = problemsOfAudiences(document);
  if (audiences.length > 0) {
    throw new AdministrationRefusal('invalid', 'Rules name groups that there are not.', audiences);
  }
  try {
    const fingerprints = emptySets(document);
    const parts = { keyHashes: new Map(), builtInRules, credentials: () => null, compileRules, fingerprints };
    freeRules(compileSnapshot(document, parts).rules);
  } catch (cause) {
    const problem =
      cause instanceof InvalidRule
        ? { field: `rules.${cause.rule}.${cause.field}`, message: cause.told }
        : { field: '', message: cause instanceof Error ? cause.message : String(cause) };
    throw new AdministrationRefusal('invalid', 'The policy could not be put in force.', [problem], { cause });
  }
}

/** Whether rules name sets that are there does not depend on what is in them. */
function emptySets(document: PolicyDocument): FingerprintSets {
  const ids = new Set(document.fingerprint_sets.map(({ id }) => id));
  return { get: (id) => (ids.has(id) ? anySets.get(id) : undefined) };
}
