/** Where a value of a body stands, that can be told from all others wherever it is found again. */
export interface Mark {
  /** What to look for in another protocol's body. */
  readonly token: string;
  /** JSON path in the caller's body. */
  readonly path: string;
}

export interface MarkedBody {
  readonly body: unknown;
  readonly marks: readonly Mark[];
}

/**
 * Puts a value of its own in each place of a made-up body: `@text` becomes a word, `@image` an image with such a word
 * in it, `@int` and `@float` numbers, `@arguments` JSON in a text.
 */
export function markBody(template: unknown): MarkedBody {
  const marks: Mark[] = [];
  const fill = (value: unknown, path: string): unknown => {
    if (typeof value === 'string' && value.startsWith('@')) return put(value, path);
    if (Array.isArray(value)) return value.map((each, index) => fill(each, `${path}[${index}]`));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(
      members.map(([name, each]) => [name, fill(each, path === '' ? name : `${path}.${name}`)]),
    );
  };
  const put = (kind: string, path: string): unknown => {
    // None ends in a nought, which JSON would not write behind a point.
    const number = 10_001 + marks.length * 10;
    const word = `Mk${number}x`;
    const made = makers[kind]?.(word, number);
    if (made === undefined) throw new Error(`no maker for ${kind}`);
    const [token, value] = made;
    marks.push({ token, path });
    return value;
  };
  return { body: fill(template, ''), marks };
}

type Maker = (word: string, number: number) => readonly [token: string, value: unknown];

const makers: Readonly<Record<string, Maker>> = {
  '@text': (word) => [word, `a ${word} "é"\n`],
  '@word': (word) => [word, word],
  '@image': (word) => [word, `data:image/png;base64,iVBORw0KGgo${word}00`],
  '@base64': (word) => [word, `JVBERi0${word}00A`],
  '@pdf': (word) => [word, `data:application/pdf;base64,JVBERi0${word}00A`],
  '@address': (word) => [word, `https://example.org/${word}.png`],
  '@arguments': (word) => [word, `{"q": "${word}", "deep": {"list": [1, 2.5]}}`],
  '@int': (_, number) => [String(number), number],
  '@float': (_, number) => [`0.${number}`, Number(`0.${number}`)],
};
