import type { FindSpans } from '../engine/linear-regex.ts';
import { quickHash, rolled, type FingerprintSet } from './fingerprint-set.ts';
import { unitKinds } from './folded-unit.ts';
import { macWith } from './keys.ts';
import { setIndex } from './set-index.ts';
import { groupedDigitsMin } from './read-value.ts';
import { canonicalText, mixed, Tokens } from './tokens.ts';

/** More than a few blanks and marks between two tokens, and they are not of one value. */
const gapMax = 4;
const groupsMax = 6;
const groupedDigitsMax = 24;
/** Values that repeat are confirmed once; more different ones in one text are confirmed again and again. */
const rememberedMax = 1000;

/**
 * Finds the values of a set in a text, whatever their case, accents and punctuation: over each token the quick hash of
 * the one to 32 tokens from there is rolled on, and where the set has it the HMAC confirms. Linear: of a text of n tokens
 * at most 32 n hashes are looked up, each in constant time. The longest value at a place wins.
 */
export function fingerprintFinder(set: FingerprintSet): FindSpans {
  const { keys } = set;
  const index = setIndex(set);
  const macOf = macWith(keys);
  const tokens = new Tokens(keys.roll.token);

  return (text, report) => {
    if (index.count === 0) return;
    tokens.read(text);
    const confirmed = new Map<string, boolean>();
    const isValue = (hash: number, size: number, value: string): boolean => {
      const known = confirmed.get(value);
      if (known !== undefined) return known;
      const isOne = index.holds(hash, size, macOf(value));
      if (confirmed.size < rememberedMax) confirmed.set(value, isOne);
      return isOne;
    };

    /** The token after the longest value that begins here; `from` when none does. */
    const valueAt = (from: number): number => {
      let end = from;
      let hash = 0;
      const last = Math.min(tokens.count, from + index.sizeMax);
      for (let token = from; token < last; token++) {
        if (token > from && tokens.gap(token) > gapMax) break;
        hash = rolled(keys, hash, tokens.hashes[token]!);
        const size = token - from + 1;
        if (!index.sizes[size] || tokens.inside[token + 1] === 1) continue;
        const quick = quickHash(keys, hash, size);
        if (!index.mayHold(quick)) continue;
        if (isValue(quick, size, canonicalText(text, tokens, from, token + 1))) end = token + 1;
      }
      return end;
    };

    /** The same for a number whose digits stand in groups. */
    const numberAt = (from: number): number => {
      let end = from;
      let hash = keys.roll.token;
      let digits = 0;
      for (let token = from; token < tokens.count && token < from + groupsMax; token++) {
        if (tokens.kinds[token] !== unitKinds.digit || (token > from && tokens.gap(token) !== 1)) break;
        const [start, stop] = [tokens.starts[token]!, tokens.ends[token]!];
        digits += stop - start;
        if (digits > groupedDigitsMax) break;
        for (let at = start; at < stop; at++) hash = mixed(hash, text.charCodeAt(at));
        if (token === from || digits < groupedDigitsMin || tokens.inside[token + 1] === 1) continue;
        const quick = quickHash(keys, rolled(keys, 0, hash), 1);
        if (!index.mayHold(quick)) continue;
        if (isValue(quick, 1, canonicalText(text, tokens, from, token + 1).replaceAll(' ', ''))) end = token + 1;
      }
      return end;
    };

    tokens.inside[tokens.count] = 0;
    for (let token = 0; token < tokens.count;) {
      let end = token;
      if (tokens.inside[token] === 0) {
        end = valueAt(token);
        if (end === token && index.sizes[1] && tokens.kinds[token] === unitKinds.digit) end = numberAt(token);
      }
      if (end > token) report(tokens.starts[token]!, tokens.ends[end - 1]!);
      token = Math.max(end, token + 1);
    }
  };
}
