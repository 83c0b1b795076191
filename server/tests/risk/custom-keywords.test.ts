import { describe, expect, test } from 'vitest';
import { Rule, type RuleInput } from '@tollgate/contract';
import { compileRules } from '../../src/risk/compile.ts';
import { InvalidRule } from '../../src/risk/invalid-rule.ts';

/** What a rule with these fields finds in a text, as it is written there. */
function found(fields: Partial<RuleInput>, value: string): string[] {
  const rule = Rule.parse({
    id: 'own_words',
    display_name: 'Own words',
    category: 'enterprise',
    severity: 'low',
    action: 'allow',
    kind: 'keywords',
    ...fields,
  });
  const { hits } = compileRules({ builtIn: [], overrides: [], custom: [rule] }).scan([
    { place: 'text', scope: 'user', value },
  ]);
  return hits.map(({ start, end }) => value.slice(start, end));
}

describe('keywords', () => {
  test('are whole words in any case, unless something else is said', () => {
    const text = 'BLUEFIN and bluefin_v2 and Bluefins, not bluefinance, not rebluefin';
    expect(found({ keywords: ['Bluefin'] }, text)).toEqual(['BLUEFIN', 'bluefin', 'Bluefin']);
  });

  test('are found inside of words as substrings', () => {
    expect(found({ keywords: ['bluefin'], keyword_match: 'substring' }, 'rebluefinance')).toEqual(['bluefin']);
  });

  test('of scripts without blanks are found inside of sentences, in both ways', () => {
    for (const keyword_match of ['word', 'substring'] as const) {
      expect(found({ keywords: ['蓝鳍计划', 'みなと'], keyword_match }, '关于蓝鳍计划的会议、みなとの件')).toEqual([
        '蓝鳍计划',
        'みなと',
      ]);
    }
  });

  test('count in their own case alone when all or some are case-sensitive', () => {
    expect(found({ keywords: ['ORCA'], case_sensitive: true }, 'an orca, an Orca, ORCA')).toEqual(['ORCA']);
    const some = { keywords: ['ORCA', 'Bluefin'], keywords_in_case: ['ORCA'] };
    expect(found(some, 'orca bluefin ORCA')).toEqual(['bluefin', 'ORCA']);
  });

  test('in any case win over the same one in its case', () => {
    expect(found({ keywords: ['orca', 'ORCA'], keywords_in_case: ['ORCA'] }, 'Orca')).toEqual(['Orca']);
  });

  test('may be twenty thousand, in Latin and in Chinese', () => {
    const keywords = Array.from({ length: 20_000 }, (_, index) =>
      index % 2 === 0 ? `codename${index}x` : `项目${String.fromCharCode(0x4e00 + (index % 9000))}${index}号`,
    );
    const wanted = [keywords[0]!, keywords[7001]!, keywords[19_999]!];
    expect(found({ keywords }, `begin ${wanted.join(' 与 ')} end`)).toEqual(wanted);
  });

  test.each([
    [{ keywords: ['ok', '  '] }, 'keywords[1]'],
    [{ keywords: ['a'], keyword_match: 'substring' as const }, 'keywords[0]'],
    [{ keywords: ['one'], keywords_in_case: ['two'] }, 'keywords_in_case[0]'],
    [{ keywords: ['one'], detector_options: { x: 'y' } }, 'detector_options'],
  ])('%j are refused with the field', (fields, field) => {
    expect(() => found(fields, '')).toThrow(expect.objectContaining({ field, name: InvalidRule.name }));
  });
});

describe('what is said to a detector', () => {
  const detector = (name: string, detector_options: Rule['detector_options']) => ({
    kind: 'detector' as const,
    detector: name,
    ...(detector_options && { detector_options }),
  });
  const mails = 'jo.li@acme.io, jo.li@lab.acme.io, jo.li@bigmail.com, jo.li@notacme.io';

  test('keeps it to the domains of the company, or to all others', () => {
    expect(found(detector('email_address', { domains: 'acme.io' }), mails)).toEqual([
      'jo.li@acme.io',
      'jo.li@lab.acme.io',
    ]);
    expect(found(detector('email_address', { except_domains: ['Acme.io', 'notacme.io'] }), mails)).toEqual([
      'jo.li@bigmail.com',
    ]);
  });

  test('keeps it to numbers that begin in a certain way', () => {
    const phones = 'call +49 30 90182739 or +33 1 70 18 99 03';
    expect(found(detector('phone_number', { calling_codes: ['49'] }), phones)).toEqual(['+49 30 90182739']);
    expect(
      found(detector('iban', { countries: ['de'] }), 'FR1420041010050500013M02606 DE89370400440532013000'),
    ).toEqual(['DE89370400440532013000']);
  });

  test.each([
    [detector('iban', { country: 'DE' }), 'detector_options.country', /takes countries, except_countries$/],
    [detector('iban', { constructor: 'DE' }), 'detector_options.constructor', /no such option/],
    [detector('us_ssn', { countries: 'US' }), 'detector_options.countries', /takes none$/],
    [detector('iban', { countries: ['DE', 'Germany'] }), 'detector_options.countries', /two letters/],
    [detector('iban', { countries: 49 }), 'detector_options.countries', /as a text/],
    [detector('iban', { countries: [] }), 'detector_options.countries', /two letters/],
  ])('is refused where it means nothing: %j', (fields, field, reason) => {
    expect(() => found(fields, '')).toThrow(
      expect.objectContaining({ field, reason: expect.stringMatching(reason) as string }),
    );
  });
});
