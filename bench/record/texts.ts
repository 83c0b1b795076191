import type { Random } from './random.ts';

const syllables = 'ta ri no ke lo mu shi ran del ver con pro est ing al or en is at un re co ba di fe gu'.split(' ');
const vocabularySize = 12_000;
const chinese = '请检查这份合同里的付款条款并写出你认为需要修改的地方谢谢';

/** Words of which some are in nearly every text and most are rare. */
export function vocabulary(random: Random): string[] {
  const words = new Set<string>();
  while (words.size < vocabularySize) {
    words.add(Array.from({ length: 1 + random.below(4) }, () => random.pick(syllables)).join(''));
  }
  return [...words];
}

/** About so many characters of prose with lines, numbers, paths and now and then Chinese. */
export function text(random: Random, words: readonly string[], characters: number): string {
  const parts: string[] = [];
  for (let length = 0; length < characters;) {
    const word = words[random.skewed(words.length)] ?? '';
    const kind = random.next();
    const part =
      kind < 0.04 ? `/${word}/${random.below(1000)}.ts\n` : kind < 0.05 ? chinese.slice(random.below(20)) : `${word} `;
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}
