import { rolled, quickHash, tokensMax } from './fingerprint-set.ts';
import type { FingerprintKeys } from './keys.ts';
import { canonicalText, mixed, Tokens } from './tokens.ts';
import { unitKinds } from './folded-unit.ts';

/** A value as it is compared. */
export interface ReadValue {
  readonly canonical: string;
  readonly size: number;
  readonly hash: number;
}

export type UnusableValue = 'empty' | 'too short' | 'too long';

/** Digits in groups count as one number from here on: shorter ones stand side by side by chance. */
export const groupedDigitsMin = 9;
const lengthMax = 200;
const lettersMin = 4;
const ideographsMin = 2;

/** Reads the values of one set; it keeps its buffers between calls and is not re-entrant. */
export function valueReader(keys: FingerprintKeys): (value: string) => ReadValue | UnusableValue {
  const tokens = new Tokens(keys.roll.token);
  return (value) => {
    if (value.length > lengthMax) return 'too long';
    tokens.read(value);
    if (tokens.count === 0) return 'empty';
    if (tokens.count > tokensMax) return 'too long';
    const canonical = canonicalText(value, tokens, 0, tokens.count);
    if (isShort(tokens, canonical)) return 'too short';
    const digits = canonical.replaceAll(' ', '');
    if (tokens.count > 1 && areDigits(tokens) && digits.length >= groupedDigitsMin) {
      return { canonical: digits, size: 1, hash: quickHash(keys, rolled(keys, 0, tokenHash(keys, digits)), 1) };
    }
    let hash = 0;
    for (let token = 0; token < tokens.count; token++) hash = rolled(keys, hash, tokens.hashes[token]!);
    return { canonical, size: tokens.count, hash: quickHash(keys, hash, tokens.count) };
  };
}

function tokenHash({ roll }: FingerprintKeys, folded: string): number {
  let hash = roll.token;
  for (let index = 0; index < folded.length; index++) hash = mixed(hash, folded.charCodeAt(index));
  return hash;
}

function areDigits({ kinds, count }: Tokens): boolean {
  return kinds.subarray(0, count).every((kind) => kind === unitKinds.digit);
}

/** A value of a few letters is found in every text. */
function isShort({ kinds, count }: Tokens, canonical: string): boolean {
  const ideographs = kinds.subarray(0, count).filter((kind) => kind === unitKinds.ideograph).length;
  return ideographs < ideographsMin && canonical.replaceAll(' ', '').length < lettersMin;
}
