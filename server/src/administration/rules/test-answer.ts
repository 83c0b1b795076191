import type { admin } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import type { Who } from '../../risk/audience.ts';
import { strongestOf } from '../../risk/conclude.ts';
import type { RuleCosts } from '../../risk/rule-costs.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { invalid } from '../refuse.ts';
import { documentInForce, namedCaller, policyWith } from './changed-policy.ts';
import { measureRules } from './measure-rules.ts';

/** Answers are read here and now, and calls wait for it; a longer one shows nothing more. */
const charactersMax = 1_000_000;

/**
 * The test bench for what comes back: what the rules that read answers find in a text. The action of a hit is what
 * happens to it there: `allow` (recorded), `redact` or `block` (the answer ends).
 * @throws AdministrationRefusal
 */
export async function testAnswer(
  { pool, costs }: { readonly pool: Queryable; readonly costs: RuleCosts },
  test: admin.RuleTest,
  rules: RuleSet,
): Promise<admin.RuleTestResult> {
  const { text: value = '', scope = 'assistant' } = test;
  if (value.length > charactersMax) throw invalid('text', `is longer than ${charactersMax} characters`);
  const who = test.as && (await answeredCaller(pool, test.as, rules));
  const startedAt = performance.now();
  const reader = rules.answers?.reader(who);
  reader?.whole([{ place: 'text', scope, value, isJson: false }]);
  const hits = [...(reader?.finish().hits ?? [])];
  const scan_us = Math.round((performance.now() - startedAt) * 1000);
  const reading = rules.compiled.filter(({ rule }) => rule.direction !== 'request');
  const first = [...test.rules.map(({ id }) => id), ...hits.map(({ rule }) => rule)];
  return {
    action: strongestOf(hits),
    hits,
    scanned: { texts: 1, characters: value.length, rules: rules.hash, scopes: { [scope]: 1 } },
    decision: null,
    ignored: [],
    scan_us,
    times: await measureRules(test.measure ? reading : [], [{ place: 'text', scope, value }], { first, costs }),
  };
}

async function answeredCaller(pool: Queryable, named: NonNullable<admin.RuleTest['as']>, rules: RuleSet): Promise<Who> {
  const document = await documentInForce(pool);
  const { user, groups, instance } = namedCaller(document, named);
  const policy = policyWith(document, rules);
  const model = named.model === undefined ? policy.models[0] : policy.modelNamed(named.model);
  if (!model) throw invalid('as.model', 'there is no such model');
  return { user, groups, instance, model, provider: model.upstream.provider };
}
