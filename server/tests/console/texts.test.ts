import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { dark, light, toneNames, type Tokens } from '../../../console/src/theme/tokens.ts';

const folder = new URL('../../../console/src/i18n/', import.meta.url);
type Texts = { readonly [key: string]: string | Texts };

function keysOf(texts: Texts, at = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [at + key] : keysOf(value, `${at}${key}.`),
  );
}

async function read(language: string, part: string): Promise<Texts> {
  return JSON.parse(await readFile(new URL(`${language}/${part}`, folder), 'utf8')) as Texts;
}

/** Chinese has one form of a plural. */
const single = (keys: readonly string[]): string[] =>
  [...new Set(keys.map((key) => key.replace(/_(?:one|other)$/, '')))].toSorted();

test('both languages have the same texts, and each text the same blanks to fill', async () => {
  const parts = await readdir(new URL('en/', folder));
  expect(await readdir(new URL('zh-CN/', folder))).toEqual(parts);
  for (const part of parts) {
    const [en, zh] = [await read('en', part), await read('zh-CN', part)];
    expect(single(keysOf(zh)), part).toEqual(single(keysOf(en)));
    const blanks = (texts: Texts): Record<string, string[]> =>
      Object.fromEntries(
        keysOf(texts).map((key) => {
          const text = key.split('.').reduce<string | Texts>((at, step) => (at as Texts)[step] ?? '', texts) as string;
          return [key.replace(/_(?:one|other)$/, ''), [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].toSorted()];
        }),
      );
    expect(blanks(zh), part).toEqual(blanks(en));
  }
});

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  ['light', light],
  ['dark', dark],
] satisfies [string, Tokens][])(
  'in the %s theme all words are read on their ground, and lines of controls and charts are seen',
  (_, tokens) => {
    const words: [string, string][] = [
      ...[tokens.page, tokens.sunk, tokens.selected].flatMap((ground): [string, string][] => [
        [tokens.text, ground],
        [tokens.text2, ground],
        [tokens.accent, ground],
      ]),
      [tokens.onAccent, tokens.accent],
      [tokens.page, tokens.tones.blocked.text],
      [tokens.hit.text, tokens.hit.tint],
      ...toneNames.map((name): [string, string] => [tokens.tones[name].text, tokens.tones[name].tint]),
    ];
    for (const [word, ground] of words) expect(ratio(word, ground), `${word} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    for (const line of [tokens.control, ...tokens.series])
      expect(ratio(line, tokens.page), line).toBeGreaterThanOrEqual(3);
  },
);
