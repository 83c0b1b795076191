import { expect, it } from 'vitest';
import type { RuleSet } from '../../src/risk/rule-set.ts';
import { scan } from '../../src/journey/scan.ts';
import { policyOf, requestWith } from './made-up.ts';

const { request } = requestWith('{"model":"m","messages":[{"role":"user","content":"x"}]}', '');

it('hands every text of the request to the rules in force', () => {
  expect(scan(request, policyOf([]))).toMatchObject({ hits: [], strongest: null, scanned: { texts: 3 } });
});

it('refuses the call when a rule cannot be evaluated, without what the error says of the content', () => {
  const rules: RuleSet = {
    hash: 'h',
    rules: [],
    scan: () => {
      throw new RangeError('at "secret content"');
    },
  };
  const refused = scan(request, { ...policyOf([]), rules });
  expect(refused).toMatchObject({
    kind: 'refusal',
    code: 'rules_unavailable',
    httpStatus: 503,
    status: 'failed',
    detail: 'a rule could not be evaluated (RangeError)',
  });
});
