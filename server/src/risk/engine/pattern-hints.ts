/** What to write instead of an escape that other engines know. */
const escapes: Readonly<Record<string, string>> = {
  Z: 'write `\\z` for the end of the text',
  G: 'leave it out: matches follow each other anyway',
  K: 'name the finding with `group`',
  k: 'write the alternatives out, or use a validator',
  h: 'write `[ \\t]`',
  H: 'write `[^ \\t]`',
  R: 'write `\\r?\\n`',
  X: 'write `.`',
  N: 'write `.`, or the character itself',
  e: 'write `\\x1b`',
  c: 'write the control character as `\\x01` to `\\x1f`',
};

/** The same for what may follow `(?`. */
const groups: Readonly<Record<string, string>> = {
  '>': 'write `(?:`: this engine never goes back, so that an atomic group is a plain one',
  '(': 'write both cases as alternatives, `(?:…|…)`',
  '#': 'leave comments out; the description has room for them',
  '|': 'write `(?:`, and give each alternative its own rule if they have groups',
  '&': 'write the group out where it is used again',
  P: 'write the alternatives out, or use a validator',
};

const others: readonly (readonly [RegExp, string])[] = [
  [/^look-around/, 'match the surroundings too and name the finding with `group`, or use `context` or `except`'],
  [/^backreferences/, 'write the alternatives out, or use a validator'],
  [/counted repetition|repetition quantifier/, 'write `\\{` for a brace that stands for itself'],
  [/^unclosed character class/, 'write `\\[` for a bracket that stands for itself'],
  [/^unclosed group|^unopened group/, 'write `\\(` or `\\)` for a parenthesis that stands for itself'],
  [/^repetition operator missing/, 'write `\\*`, `\\+` or `\\?` for one that stands for itself'],
  [/^Unicode property/, 'properties are named as in `\\p{L}`, `\\p{Han}`, `\\p{Greek}`'],
  [/class range/, 'write the smaller end first, and `\\-` for a dash that stands for itself'],
];

/** How a pattern that the engine does not take may be written; null where that is not known. */
export function hintFor(reason: string, pattern: string, position: number | null): string | null {
  const at = position ?? pattern.length;
  if (reason.startsWith('unrecognized escape')) {
    return escapes[pattern.charAt(at + 1)] ?? 'write the character without the backslash, or `\\\\` for a backslash';
  }
  if (reason.startsWith('unrecognized flag')) {
    return groups[pattern.charAt(at)] ?? 'the flags are `i`, `m`, `s`, `x`, `u` and `U`';
  }
  return others.find(([form]) => form.test(reason))?.[1] ?? null;
}
