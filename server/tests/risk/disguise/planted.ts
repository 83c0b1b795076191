import fc from 'fast-check';
import { fits, stackable, type Hiding } from './disguising.ts';

/** A stack of disguises, from the inside out, that a reader could undo one by one. */
export const stack: fc.Arbitrary<readonly Hiding[]> = fc
  .array(fc.constantFrom(...stackable), { minLength: 1, maxLength: 3 })
  .filter((hidings) => hidings.every((outer, at) => at === 0 || fits(hidings[at - 1]!, outer)))
  // JSON in a string is two levels of escapes; four in all are undone.
  .filter((hidings) => hidings.length + hidings.filter(({ name }) => name === 'JSON in a string').length <= 4);

/** A made-up value: letters, digits and what stands inside of keys; never what a disguise leaves as it is. */
export const value: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789-_'.split('')), {
    minLength: 24,
    maxLength: 60,
  })
  .map((characters) => `kx7${characters.join('')}Q9=`);

/** Text of any kind, which ends where a value may begin. */
const anyText = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.lorem({ maxCount: 8 }),
  fc.json({ maxDepth: 2 }),
);
export const around: fc.Arbitrary<[string, string]> = fc.tuple(
  anyText.map((text) => `${text}\n\n(( `),
  anyText.map((text) => ` ))\n\n${text}`),
);
