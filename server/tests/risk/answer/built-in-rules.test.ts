import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../../src/risk/packs.ts';
import { content, passedOf, somebody } from './answers.ts';

const rules = loadBuiltInRules().filter((rule) => rule.detector !== 'undecodable_payload');

describe('each built-in rule that an administrator lets replace what it finds in answers', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s replaces in pieces what it replaces at once',
    (id, rule) => {
      const overrides = [{ id, direction: 'response', response_action: 'redact', is_enabled: true } as const];
      const { answers } = compileRules({ builtIn: [rule], overrides, custom: [] });
      for (const example of rule.examples.match) {
        const text = `So it says ${example} and then it goes on for a while, in words that mean nothing.`;
        const passed = (pieces: readonly string[]): string => {
          const reader = answers?.reader(somebody);
          return reader ? passedOf(reader, pieces, content).join('') : '';
        };
        const atOnce = passed([text]);
        expect(passed(text.split(''))).toBe(atOnce);
        expect(passed(text.match(/.{1,7}/gs) ?? [])).toBe(atOnce);
      }
    },
  );
});
