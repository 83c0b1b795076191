import { afterEach, describe, expect, it } from 'vitest';
import { categories, type Rule } from '@tollgate/contract';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';
import { countPlaceholders } from '../../src/risk/validators/placeholders.ts';

const rules = loadBuiltInRules();
const alone = new Map(
  rules.map((rule) => [rule.id, compileRules({ builtIn: [{ ...rule, is_enabled: true }], overrides: [], custom: [] })]),
);
const finds = (rule: Rule, value: string) =>
  alone.get(rule.id)!.scan([{ place: 'example', scope: rule.scope?.[0] ?? 'user', value }]).hits;

describe('the built-in packs', () => {
  it('hold at least 50 rules, some of each category, each with a name of its own', () => {
    expect(rules.length).toBeGreaterThanOrEqual(50);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(new Set(rules.map(({ category }) => category))).toEqual(new Set(categories));
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s finds what its examples say, and nothing else',
    (_, rule) => {
      expect(rule.examples.match.length).toBeGreaterThan(0);
      expect(rule.examples.no_match.length).toBeGreaterThan(0);
      for (const text of rule.examples.match) expect(finds(rule, text), text).not.toEqual([]);
      for (const text of rule.examples.no_match) expect(finds(rule, text), text).toEqual([]);
    },
  );

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s shows no finding in its sample', (_, rule) => {
    for (const text of rule.examples.match) {
      for (const { start, end, sample } of finds(rule, text)) {
        const finding = text.slice(start, end);
        expect(sample).not.toContain(finding);
        // What a reader could put together from the sample: a prefix of the vendor's, or at most four characters.
        const kept = sample.replaceAll('*', '');
        const secret =
          rule.category === 'security'
            ? finding.slice(kept.length).replaceAll(/-----(?:END [A-Z ]+-----)?/g, '')
            : finding;
        const pieces = Array.from({ length: Math.max(0, secret.length - 4) }, (_, at) => secret.slice(at, at + 5));
        expect(pieces.filter((piece) => sample.includes(piece))).toEqual([]);
      }
    }
  });

  it.each(['password_assignment', 'secret_assignment', 'url_password', 'connection_string_password', 'seed_phrase'])(
    '%s shows nothing at all of a secret that no vendor marks',
    (id) => {
      const rule = rules.find((one) => one.id === id)!;
      for (const text of rule.examples.match) expect(finds(rule, text).map(({ sample }) => sample)).toEqual(['****']);
      const own = compileRules({ builtIn: [rule], overrides: [], custom: [] });
      const password = own.scan([{ place: 'text', scope: 'user', value: 'password: "hunter_Kq7mT2xz!"' }]).hits;
      expect(password.every(({ sample }) => sample === '****')).toBe(true);
    },
  );

  it('block credentials, send personal data to the secure model, and only watch business words', () => {
    const actionOf = Object.fromEntries(rules.map(({ id, action }) => [id, action]));
    for (const id of [
      'private_key',
      'openai_key',
      'aws_access_key',
      'github_token',
      'jwt',
      'password_assignment',
      'connection_string_password',
    ]) {
      expect(actionOf[id], id).toBe('block');
    }
    for (const id of [
      'email_address',
      'cn_mobile_number',
      'cn_resident_id',
      'bank_card',
      'iban',
      'us_ssn',
      'phone_number',
      'bank_account',
    ]) {
      expect(actionOf[id], id).toBe('route_secure_model');
    }
    expect(rules.filter(({ category, action }) => category === 'enterprise' && action !== 'allow')).toEqual([]);
    expect(actionOf['unscannable']).toBe('allow');
  });
});

describe('placeholders', () => {
  afterEach(() => countPlaceholders(false));

  it('are findings when that is asked for, under another name of the rule set', () => {
    const text = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE';
    const found = (): string[] =>
      compileRules({ builtIn: rules, overrides: [], custom: [] })
        .scan([{ place: 'a', scope: 'user', value: text }])
        .hits.map(({ rule }) => rule);
    const before = compileRules({ builtIn: rules, overrides: [], custom: [] }).hash;
    expect(found()).toEqual([]);
    countPlaceholders(true);
    expect(found()).toEqual(['aws_access_key']);
    expect(compileRules({ builtIn: rules, overrides: [], custom: [] }).hash).not.toBe(before);
  });
});
