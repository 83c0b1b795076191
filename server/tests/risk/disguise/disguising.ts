import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

/** A way to hide a text; the opposite of what is under test, written apart from it. */
export interface Hiding {
  readonly name: string;
  hide(text: string): string;
  /** It puts blanks, quotes or line breaks into the text. */
  readonly isLoose?: boolean;
  /** It puts something between characters that nobody sees. */
  readonly isUnseen?: boolean;
}

/** Code points: a pair of surrogates is not pulled apart. */
const characters = (text: string): string[] => Array.from(text);
const halves = (text: string): [string, string] => {
  const all = characters(text);
  const middle = all.length >> 1;
  return [all.slice(0, middle).join(''), all.slice(middle).join('')];
};
const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');
const everySecond = (text: string, change: (character: string) => string): string =>
  characters(text)
    .map((character, at) =>
      (at % 2 === 0 && /[!-~]/.test(character)) || /[\\%&]/.test(character) ? change(character) : character,
    )
    .join('');
const utf8 = (text: string): string => Buffer.from(text).toString('hex');
const lookAlikes = new Map(Object.entries({ a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', A: 'Α', E: 'Ε', H: 'Н' }));
/** So that a deflated text is longer than what is tried. */
const padded = (text: string): string => `a note of the day: ${text} and so on`;

export const unicode: Hiding[] = [
  {
    name: 'full-width forms',
    hide: (text) => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
  },
  {
    name: 'mathematical letters and digits',
    hide: (text) =>
      text
        .replace(/[0-9]/g, (digit) => String.fromCodePoint(0x1d7f6 + Number(digit)))
        .replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d5ba + letter.charCodeAt(0) - 0x61))
        .replace(/[A-Z]/g, (letter) => String.fromCodePoint(0x1d5a0 + letter.charCodeAt(0) - 0x41)),
  },
  { name: 'zero-width characters', hide: (text) => characters(text).join('\u200b'), isUnseen: true },
  { name: 'soft hyphens', hide: (text) => text.replace(/(?<=[!-~]{3})(?=[!-~])/g, '\u00ad'), isUnseen: true },
  { name: 'directions', hide: (text) => text.replace(/(?<=[!-~]{2})(?=[!-~])/g, '\u202c\u202d'), isUnseen: true },
  { name: 'tags', hide: (text) => text.replace(/(?<=[!-~])(?=[!-~])/g, '\u{e0041}'), isUnseen: true },
  { name: 'variation selectors', hide: (text) => text.replace(/(?<=[!-~])(?=[!-~])/g, '\ufe0f'), isUnseen: true },
  { name: 'strokes through letters', hide: (text) => text.replace(/[A-Za-z0-9]/g, '$&\u0336'), isUnseen: true },
  {
    name: 'colours of a terminal',
    hide: (text) => text.replace(/(?<=[!-~]{4})(?=[!-~])/g, '\u001b[1;31m'),
    isUnseen: true,
  },
  { name: 'look-alikes', hide: (text) => text.replace(/[aeopcxAEH]/g, (letter) => lookAlikes.get(letter)!) },
];

export const written: Hiding[] = [
  { name: 'decimal references', hide: (text) => everySecond(text, (character) => `&#${character.charCodeAt(0)};`) },
  { name: 'hexadecimal references', hide: (text) => everySecond(text, (c) => `&#x${hex(c.charCodeAt(0), 2)};`) },
  {
    name: 'references without a semicolon',
    hide: (text) => text.replace(/\S/gu, (character) => `&#${character.codePointAt(0)}`),
  },
  { name: 'percent signs', hide: (text) => everySecond(text, (c) => `%${hex(c.charCodeAt(0), 2)}`) },
  {
    name: 'percent signs, twice',
    hide: (text) => everySecond(text, (c) => `%25${hex(c.charCodeAt(0), 2).toUpperCase()}`),
  },
  { name: 'encodeURIComponent', hide: encodeURIComponent },
  { name: 'escapes of JSON', hide: (text) => everySecond(text, (c) => `\\u${hex(c.charCodeAt(0), 4)}`) },
  { name: 'escapes of bytes', hide: (text) => everySecond(text, (c) => `\\x${hex(c.charCodeAt(0), 2)}`) },
  { name: 'escapes in braces', hide: (text) => everySecond(text, (c) => `\\u{${hex(c.charCodeAt(0), 1)}}`) },
  { name: 'JSON in a string', hide: (text) => JSON.stringify(JSON.stringify({ key: text })) },
];

export const packed: Hiding[] = [
  { name: 'base64', hide: (text) => Buffer.from(text).toString('base64') },
  { name: 'base64 for addresses', hide: (text) => Buffer.from(`?>?> ${text}`).toString('base64url') },
  {
    name: 'base64 in lines',
    hide: (text) => Buffer.from(`a line of prose before it, ${text}`).toString('base64').replace(/.{40}/g, '$&\n  '),
    isLoose: true,
  },
  { name: 'base64 of UTF-16', hide: (text) => Buffer.from(text, 'utf16le').toString('base64') },
  { name: 'hexadecimal', hide: utf8 },
  { name: 'hexadecimal in capitals', hide: (text) => `0x${utf8(text).toUpperCase()}` },
  { name: 'hexadecimal bytes', hide: (text) => utf8(text).replace(/..(?=.)/g, '$& '), isLoose: true },
  { name: 'a list of bytes', hide: (text) => utf8(text).replace(/../g, '0x$&, '), isLoose: true },
  { name: 'gzip', hide: (text) => gzipSync(text).toString('base64') },
  { name: 'zlib', hide: (text) => deflateSync(text).toString('base64') },
  { name: 'deflate', hide: (text) => deflateRawSync(padded(text)).toString('base64') },
  { name: 'gzip in hexadecimal', hide: (text) => gzipSync(text).toString('hex') },
];

export const loose: Hiding[] = [
  { name: 'character by character', hide: (text) => characters(text).join(' '), isLoose: true },
  {
    name: 'strings put together',
    hide: (text) => halves(text).join('" + "'),
    isLoose: true,
  },
  {
    name: 'strings on lines',
    hide: (text) => halves(text).join('"\n  + "'),
    isLoose: true,
  },
  {
    name: 'a backslash before a line break',
    hide: (text) => halves(text).join('\\\n'),
    isLoose: true,
  },
];

export const hidings: readonly Hiding[] = [...unicode, ...written, ...packed, ...loose];
/** All that can be put one upon the other, in any order. */
export const stackable: readonly Hiding[] = [...unicode, ...written, ...packed].filter(
  ({ name }) => name !== 'colours of a terminal',
);

/** Whether a text that was hidden in one way can be hidden in another one on top, so that a reader could still undo both. */
export function fits(inner: Hiding, outer: Hiding): boolean {
  // A control sequence that is written another way controls nothing.
  if (inner.name === 'colours of a terminal') return packed.includes(outer);
  // A byte of which both digits look Latin is a word of another script.
  if (outer.name === 'look-alikes' && inner.isLoose) return false;
  if (loose.includes(outer)) return !inner.isLoose && !(inner.isUnseen && outer.name === 'character by character');
  return !(inner.name === 'character by character' && outer.isUnseen);
}
