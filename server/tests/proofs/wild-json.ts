import fc from 'fast-check';

/** Text as callers send it: ASCII, the characters that JSON escapes, combining marks, other planes, zero-width ones. */
export const wildText = fc.oneof(
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 24 }), weight: 3 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 16 }), weight: 3 },
  fc.string({
    unit: fc.constantFrom('"', '\\', '/', '\n', '\t', '\u0000', '\u2028', '\u200b', 'é', '😀', 'ﬀ', ' ', '{', '}'),
    maxLength: 16,
  }),
);

/**
 * V8 13.6 (Node 24) reads a member's name that is one escape, such as "\\u0041", as a lone backslash when an earlier object
 * of that shape had such a name: `JSON.parse` is the reference here, so no text may teach it that name.
 */
const isBackslash = (name: string): boolean => name === '\\';
const namesBackslash = (text: string): boolean => /"(?:\\\\|\\u005c)"\s*:/i.test(text);

/** Members' names: any text, and those that mean something somewhere in the API. */
export const memberName = fc
  .oneof(
    { arbitrary: wildText, weight: 2 },
    fc.constantFrom(
      'id',
      'type',
      'name',
      'text',
      'content',
      'role',
      'url',
      'image_url',
      'detail',
      'data',
      'file',
      'function',
      'arguments',
      'description',
      'title',
      'seed',
      'user',
      'model',
      'format',
      'default',
      '__proto__',
      'constructor',
      'toString',
    ),
  )
  .filter((name) => !isBackslash(name));

export const wildValue = fc.letrec<{ value: unknown; flat: unknown; object: unknown; array: unknown }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('flat'), tie('object'), tie('array')),
  flat: fc.oneof(
    wildText,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  ),
  object: fc.dictionary(memberName, tie('value'), { maxKeys: 5 }),
  array: fc.array(tie('value'), { maxLength: 5 }),
})).value;

/** How a value is spelled: the numbers choose blanks and escapes, over and over. */
export const spelling = fc.array(fc.nat(11), { minLength: 1, maxLength: 40 });

/** The JSON text of a value in one of its many spellings. */
export function spell(value: unknown, choices: readonly number[]): string {
  let at = 0;
  const choose = (): number => choices[at++ % choices.length] ?? 0;
  const blank = (): string => ['', '', '', '', '', '', '', ' ', '\n', '\t', '\r\n', '  '][choose()] ?? '';
  const text = (of: string): string => `"${of.replaceAll(/[\s\S]/g, unit)}"`;
  const unit = (one: string): string => {
    const code = one.charCodeAt(0);
    const short = shortEscapes[one];
    const mustEscape = code < 0x20 || one === '"' || one === '\\';
    const choice = choose();
    if (choice === 0 || (mustEscape && short === undefined)) return `\\u${code.toString(16).padStart(4, '0')}`;
    if (choice === 1) return `\\u${code.toString(16).padStart(4, '0').toUpperCase()}`;
    if (short !== undefined && (mustEscape || choice < 6)) return short;
    return one;
  };
  const write = (of: unknown): string => {
    if (typeof of === 'string') return text(of);
    if (Array.isArray(of)) return `[${blank()}${of.map((one) => write(one) + blank()).join(`,${blank()}`)}]`;
    if (typeof of === 'object' && of !== null) {
      const members = Object.entries(of).map(
        ([key, one]) => `${text(key)}${blank()}:${blank()}${write(one)}${blank()}`,
      );
      return `{${blank()}${members.join(`,${blank()}`)}}`;
    }
    return JSON.stringify(of);
  };
  // Half a surrogate pair cannot stand in UTF-8: such a text stays escaped.
  return `${blank()}${write(value)}${blank()}`.replaceAll(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (half) => `\\u${half.charCodeAt(0).toString(16)}`,
  );
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const piece = fc.oneof(
  fc.constantFrom(...Array.from('{}[],:"\\/-+.0123456789eEtruefalsn \n\t\r\u0000\u001f\u007f\ufeff\u00a0')),
  fc.constantFrom(
    '"a"',
    '\\u',
    '\\ud83d',
    '1e5',
    'true',
    'null',
    '-0',
    '01',
    '1.',
    '{"',
    '"}',
    '[[',
    '//',
    'NaN',
    '"role":',
    '"model":"x",',
    '"messages":[',
    '"stream":true',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

/** A text with damage at a few places: something taken out, put in, or said twice. */
export function damaged(base: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const damage = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4), piece, fc.boolean());
  return fc
    .tuple(base, fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([text, damages]) =>
      damages.reduce((now, [where, length, put, twice]) => {
        const at = Math.floor(where * now.length);
        return twice
          ? now.slice(0, at) + now.slice(Math.max(0, at - 12 * length))
          : now.slice(0, at) + put + now.slice(at + length);
      }, text),
    )
    .filter((text) => !namesBackslash(text));
}

/** Pieces of JSON in no order. */
export const rubble = fc
  .array(piece, { maxLength: 30 })
  .map((pieces) => pieces.join(''))
  .filter((text) => !namesBackslash(text));
