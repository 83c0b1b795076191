import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGatewayFile } from '../../src/administration/apply/parse-gateway-file.ts';
import { exampleYaml } from './gateway-yaml.ts';

/** What text is: a file, or problems that each have a place in it. */
function expectVerdict(text: string): void {
  const parsed = parseGatewayFile(text);
  if (!('errors' in parsed)) return;
  const lines = text.split('\n').length;
  expect(parsed.errors.length).toBeGreaterThan(0);
  for (const { line, column, message } of parsed.errors) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(message).not.toBe('');
  }
}

test('any text is a file or has problems with a place', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), expectVerdict), { numRuns: 300 });
});

test('the example with any piece of it replaced is a file or has problems with a place', () => {
  const pieces = fc.constantFrom(
    '',
    '[',
    '{',
    '"',
    ':',
    '- ',
    '\t',
    '*a',
    '&a',
    '<<: ',
    'null',
    '1.5',
    '[]',
    '{}',
    '!!x ',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.nat(exampleYaml.length), fc.nat(30), pieces, (start, length, piece) => {
      expectVerdict(exampleYaml.slice(0, start) + piece + exampleYaml.slice(start + length));
    }),
    { numRuns: 500 },
  );
});

test('aliases that would grow without end are a problem, not a death', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`,
  );
  expect(parseGatewayFile(['l0: &l0 x', ...levels].join('\n'))).toMatchObject({
    errors: [{ message: expect.any(String) }],
  });
});
