import type { Disguise } from '@tollgate/contract';
import type { Edits } from './edits.ts';
import { hexValue, isAsciiAlphanumeric } from './units.ts';

const disguises: readonly Disguise[] = ['html_entities'];
const digitsMax = 10;

/** Character references that stand for what values are made of (HTML standard, 13.5). */
const named = new Map<string, string>(
  Object.entries({
    amp: '&',
    AMP: '&',
    lt: '<',
    LT: '<',
    gt: '>',
    GT: '>',
    quot: '"',
    QUOT: '"',
    apos: "'",
    nbsp: ' ',
    Tab: '\t',
    NewLine: '\n',
    ast: '*',
    midast: '*',
    bsol: '\\',
    colon: ':',
    comma: ',',
    commat: '@',
    dollar: '$',
    equals: '=',
    excl: '!',
    grave: '`',
    Hat: '^',
    hyphen: '-',
    dash: '-',
    lbrace: '{',
    lcub: '{',
    rbrace: '}',
    rcub: '}',
    lbrack: '[',
    lsqb: '[',
    rbrack: ']',
    rsqb: ']',
    lowbar: '_',
    UnderBar: '_',
    lpar: '(',
    rpar: ')',
    num: '#',
    percnt: '%',
    period: '.',
    plus: '+',
    quest: '?',
    semi: ';',
    shy: '\u00ad',
    sol: '/',
    verbar: '|',
    vert: '|',
    zwj: '\u200d',
    zwnj: '\u200c',
    ZeroWidthSpace: '\u200b',
    NoBreak: '\u2060',
  }),
);
/** Those that browsers read without a semicolon. */
const lax = new Set(['amp', 'AMP', 'lt', 'LT', 'gt', 'GT', 'quot', 'QUOT', 'nbsp', 'shy']);
const reference = /&([A-Za-z]{2,14})(;?)/y;

/** Reads a character reference at an `&`; returns where to go on. */
export function readEntity(text: string, at: number, edits: Edits): number {
  return text.charCodeAt(at + 1) === 0x23 ? readNumeric(text, at, edits) : readNamed(text, at, edits);
}

function readNumeric(text: string, at: number, edits: Edits): number {
  const isHex = (text.charCodeAt(at + 2) | 0x20) === 0x78;
  const base = isHex ? 16 : 10;
  const first = at + (isHex ? 3 : 2);
  let end = first;
  let code = 0;
  for (; end < first + digitsMax; end++) {
    const value = hexValue(text.charCodeAt(end));
    if (value < 0 || value >= base) break;
    code = code * base + value;
  }
  if (end === first || code === 0 || code > 0x10ffff) return Math.max(end, at + 1);
  if (text.charCodeAt(end) === 0x3b) end++;
  edits.add(at, end, String.fromCodePoint(code), disguises);
  return end;
}

function readNamed(text: string, at: number, edits: Edits): number {
  reference.lastIndex = at;
  const match = reference.exec(text);
  if (match === null) return at + 1;
  const [whole, name, semicolon] = match;
  const character = named.get(name!);
  const end = at + whole.length;
  if (character === undefined) return end;
  if (semicolon === '') {
    const next = text.charCodeAt(end);
    // `&lt=5` is a parameter of an address.
    if (!lax.has(name!) || next === 0x3d || isAsciiAlphanumeric(next)) return end;
  }
  edits.add(at, end, character, disguises);
  return end;
}
