import { expect, test } from 'vitest';
import { hashSecret, newKeySecret, newTokenSecret, prefixOf, problemOfSecret } from '../../src/identity/secrets.ts';

test('secrets of keys and tokens have 256 bits of their own and a name for their kind', () => {
  expect(newKeySecret()).toMatch(/^tg_[0-9a-f]{64}$/);
  expect(newTokenSecret()).toMatch(/^tgp_[0-9a-f]{64}$/);
  expect(new Set(Array.from({ length: 1000 }, newKeySecret)).size).toBe(1000);
});

test('a hash is the SHA-256 of the secret in lower-case hex', () => {
  expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a prefix shows eight characters, or a third of a shorter secret', () => {
  expect(prefixOf('tg_0123456789abcdef0123456789abcdef')).toBe('tg_01234');
  expect(prefixOf('password')).toBe('pa');
  expect(prefixOf('')).toBe('');
});

test.each([
  ['x'.repeat(24), null],
  ['x'.repeat(23), 'is shorter than 24 characters'],
  ['', 'is empty'],
  [`${'x'.repeat(24)} y`, 'holds blanks or characters beyond ASCII, which no header can carry'],
  ['ü'.repeat(24), 'holds blanks or characters beyond ASCII, which no header can carry'],
])('the secret %j that somebody brings along: %s', (secret, problem) => {
  expect(problemOfSecret(secret)).toBe(problem);
});
