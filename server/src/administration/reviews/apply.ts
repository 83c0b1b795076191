import { createHash } from 'node:crypto';
import type pg from 'pg';
import { compileRule, compileRules } from '../../risk/compile.ts';
import { hiddenValue } from '../../risk/hidden-value.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy, type LogEntry } from '../change-policy.ts';
import type { RecordAccess } from '../recorded-request.ts';
import { conflict, notFound } from '../refuse.ts';
import { addReviewedText } from '../reviewed-texts/create.ts';
import { changeRuleWithin } from '../rules/change.ts';
import { definitionOf, type GovernedRule, readRule } from '../rules/read.ts';
import { rulesWith } from '../rules/unsaved.ts';
import { type Finding, readFinding } from './finding.ts';
import { lockReview, markApplied, type ReviewRow, selectReview } from './reviews.queries.ts';

export interface ReviewApplying extends RecordAccess {
  readonly pool: pg.Pool;
}

/**
 * Makes a false alarm one that comes no more: the rule passes over this value from now on, or the whole text that it
 * stands in decides nothing any more. Both are read out of the recorded request, which the access log tells; the policy
 * gets their digests alone, since they may be secrets after all.
 * @throws AdministrationRefusal
 */
export async function applyReview(
  applying: ReviewApplying,
  actor: Actor,
  { id, as }: { readonly id: string; readonly as: 'except' | 'reviewed_text' },
): Promise<ReviewRow> {
  assertAdministrator(actor);
  const seen = await selectReview(applying.pool, id);
  assertApplicable(seen);
  const finding = await readFinding(applying, actor, seen);
  const { result } = await changePolicy(applying.pool, actor, async (transaction, log) => {
    const review = await lockReview(transaction, id);
    assertApplicable(review);
    if (as === 'except') await addException(transaction, log, review, finding);
    else await addReviewedText(transaction, log, actor, { text: finding.text.value, note: noteOf(review) });
    const row = await markApplied(transaction, id, { as, actor });
    const target = { kind: 'review', id };
    log({
      action: 'review.apply',
      target,
      before: null,
      after: { as, rule: review.rule, request_id: review.request_id },
    });
    return row;
  });
  return result;
}

function assertApplicable(review: ReviewRow | undefined): asserts review is ReviewRow {
  if (!review) throw notFound('review');
  if (review.applied_as !== null) throw conflict('This review was applied already.');
  if (review.verdict !== 'wrong') throw conflict('Only a hit that was marked as wrong can be passed over.');
}

async function addException(
  transaction: pg.PoolClient,
  log: (entry: LogEntry) => void,
  { rule: id }: ReviewRow,
  finding: Finding,
): Promise<void> {
  const rule = await readRule(transaction, id);
  if (!rule) throw notFound('rule any more');
  const before = rule.except ?? [];
  const entries = [digestOf(finding.hit.disguises ? await undone(transaction, finding) : finding.value)];
  const behind = stillFound(rule, [...before, ...entries], finding);
  if (behind !== null) entries.push(digestOf(behind));
  const except = [...new Set([...before, ...entries])];
  if (except.length === before.length) return;
  await changeRuleWithin(transaction, log, { id, fields: { except }, revision: null });
}

/** What the rule would find in this very place all the same, since blanks between digits are undone like a disguise. */
function stillFound(rule: GovernedRule, except: string[], { hit, text }: Finding): string | null {
  if (rule.kind === 'fingerprints') return null;
  const compiled = compileRule({ ...definitionOf(rule), except }, rule.origin === 'built_in' ? 'built-in' : 'custom');
  try {
    return hiddenValue(compiled, text.value, hit.start, hit.end);
  } finally {
    if (compiled.finder.kind === 'whole-text') compiled.finder.free?.();
  }
}

/** What was hidden in the request, as the rule saw it. */
async function undone(transaction: pg.PoolClient, { hit, text }: Finding): Promise<string> {
  const { compiled } = compileRules(await rulesWith(transaction, []));
  const own = compiled.find(({ rule }) => rule.id === hit.rule);
  const value = own ? hiddenValue(own, text.value, hit.start, hit.end) : null;
  if (value !== null) return value;
  throw conflict(
    'The rule does not find this again behind what hides it. Add the value to its exceptions, or review the whole text.',
  );
}

/** A reviewed text says why it is harmless. */
function noteOf({ note, request_id }: ReviewRow): string {
  return note === '' ? `marked in ${request_id}` : note;
}

/** As `except` takes it: of the lower-case form, since exceptions are compared without regard to case. */
function digestOf(value: string): string {
  return `sha256:${createHash('sha256').update(value.toLowerCase()).digest('hex')}`;
}
