import fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectFound } from './expect-hidden.ts';
import { around, stack, value } from './planted.ts';

describe('a value under any stack of disguises, in any text,', () => {
  it('is found again, and its place told', () => {
    fc.assert(
      fc.property(value, stack, around, (secret, hidings, [before, after]) => {
        const hidden = hidings.reduce((text, { hide }) => hide(text), secret);
        // JSON in a string may leave it open.
        if (!hidden.includes(secret)) expectFound(secret, hidden, before, after);
      }),
      { numRuns: 500 },
    );
  });
});
