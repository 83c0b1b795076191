import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMembers, numberOf, parseJson } from '../../src/platform/lossless-json.ts';

it.each(['12345678901234567890', '1.0', '1e2', '-0', '0.1', '1E-7', '100000000000000000000000', '3'])(
  'the number %s is written again as it was',
  (number) => {
    expect(JSON.stringify(parseJson(`{"a":[${number}]}`))).toBe(`{"a":[${number}]}`);
  },
);

it('a number means what JSON.parse makes of it', () => {
  for (const text of ['12345678901234567890', '1.0', '2']) expect(numberOf(parseJson(text))).toBe(JSON.parse(text));
  expect(numberOf(parseJson('"1"'))).toBeNull();
  expect(isMembers(parseJson('1.0'))).toBe(false);
});

it('all else is what JSON.parse gives', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(JSON.stringify(parseJson(text)))).toEqual(JSON.parse(text));
    }),
    { seed: 7 },
  );
});
