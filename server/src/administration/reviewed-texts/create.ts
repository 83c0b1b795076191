import { type ReviewedText, scopes } from '@tollgate/contract';
import type pg from 'pg';
import { insertReviewedText } from '../../catalog/reviewed-texts.queries.ts';
import { newId } from '../../platform/ids.ts';
import { compileRules } from '../../risk/compile.ts';
import { freeRules } from '../../risk/free-rules.ts';
import type { Hit } from '../../risk/rule-set.ts';
import { fingerprintOf } from '../../risk/reviewed/reviewed-texts.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy, type LogEntry } from '../change-policy.ts';
import { conflict, invalid } from '../refuse.ts';
import { rulesWith } from '../rules/unsaved.ts';

export interface NewReviewedText {
  /** As it stood in a request; it is not kept. */
  readonly text: string;
  /** Why it is harmless. */
  readonly note: string;
}

/** Says of a text that it is harmless: what rules find in it decides nothing from now on. @throws AdministrationRefusal */
export async function createReviewedText(pool: pg.Pool, actor: Actor, text: NewReviewedText): Promise<ReviewedText> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, (transaction, log) =>
    addReviewedText(transaction, log, actor, text),
  );
  return result;
}

/** The same, as a part of another change of policy. @throws AdministrationRefusal */
export async function addReviewedText(
  transaction: pg.PoolClient,
  log: (entry: LogEntry) => void,
  actor: Actor,
  { text, note }: NewReviewedText,
): Promise<ReviewedText> {
  const fingerprint = fingerprintOf(text, await findingsIn(transaction, text));
  if (!/[\p{L}]/u.test(fingerprint.preview)) throw invalid('text', 'holds nothing that it could be known by');
  const id = newId('rvt');
  const row = await insertReviewedText(transaction, { id, ...fingerprint, note, reviewed_by: nameOf(actor) });
  if (!row) throw conflict('This text was reviewed already.', { field: 'text', message: 'is reviewed already' });
  log({ action: 'reviewed_text.create', target: { kind: 'reviewed_text', id }, before: null, after: row });
  return row;
}

/** Of all rules, wherever they look: what is kept of the text must show nothing of it. */
async function findingsIn(transaction: pg.PoolClient, value: string): Promise<readonly Hit[]> {
  const rules = compileRules(await rulesWith(transaction, []));
  const hits = scopes.flatMap((scope) => rules.scan([{ place: 'text', scope, value }]).hits);
  freeRules(rules);
  return hits;
}

function nameOf(actor: Actor): string {
  return actor.kind === 'user' ? actor.email : actor.kind;
}
