import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRule } from '../../src/risk/compile.ts';
import { compileScan } from '../../src/risk/engine/scan-text.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';

const names = [
  'bank_card',
  'cn_mobile_number',
  'cn_resident_id',
  'phone_number',
  'us_ssn',
  'written_national_id',
  'google_client_id',
  'iban',
  'bank_account',
  'email_address',
  'salary',
];
const rules = loadBuiltInRules()
  .filter(({ id }) => names.includes(id))
  // With a context a rule asks about numbers in some texts and not in others.
  .map((rule) => compileRule(rule.id === 'us_ssn' ? { ...rule, context: ['ssn', '号'] } : rule, 'built-in'));
const together = compileScan(rules);
const alone = rules.map((rule) => compileScan([rule]));
const everyScope = -1;

const piece = fc.oneof(
  fc.constantFrom(...rules.flatMap(({ rule: { examples } }) => [...examples.match, ...examples.no_match])),
  fc.constantFrom('SSN 457-55-5462 ', '457-55-5462 号 '),
  fc.string({ unit: fc.constantFrom('a', 'B', '1', '7', ' ', '-', '.', '+', '\n', '号', '\u00e9'), maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

it('what rules find in a text together is what each of them finds alone', () => {
  expect(rules.length).toBe(names.length);
  expect(together('12345', everyScope).findings).toEqual([]);
  fc.assert(
    fc.property(text, (value) => {
      const each = alone.flatMap((scan, number) =>
        scan(value, everyScope).findings.map((finding) => ({ ...finding, rule: number })),
      );
      const inOrder = each.sort(
        (one, other) => one.start - other.start || one.end - other.end || one.rule - other.rule,
      );
      expect(together(value, everyScope).findings).toEqual(inOrder);
    }),
    { numRuns: 400 },
  );
});
