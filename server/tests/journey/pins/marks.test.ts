import { describe, expect, it } from 'vitest';
import { MarkIndex, marksOf } from '../../../src/journey/pins/marks.ts';

const letter =
  'The customer wants the third invoice back, and an answer by Friday; nobody but the two of us knows what it says.';
const story = Array.from({ length: 200 }, (_, line) => `Line ${line} tells of something else, namely ${line * 7919}.`);

function found(marks: readonly number[], text: string): number {
  const index = new MarkIndex();
  for (const mark of marks) index.add(mark);
  return index.foundIn(text).size;
}

describe('a text is found again', () => {
  it.each<[string, (text: string) => string]>([
    ['as it was', (text) => text],
    ['between tags', (text) => `Summary:\n<summary>\n${text}\n</summary>\nGo on.`],
    ['behind a name on the same line', (text) => `[Assistant]: ${text}`],
    ['with other blanks and lines', (text) => text.replaceAll(' ', '\n   ')],
    ['in capitals', (text) => text.toUpperCase()],
    ['as markdown', (text) => `> **${text.replace('invoice', '`invoice`')}**`],
  ])('%s', (_, change) => {
    const marks = marksOf(letter, 16);
    expect(marks.length).toBeGreaterThan(1);
    expect(found(marks, change(letter))).toBe(marks.length);
  });

  it('when it was cut, as tool results are', () => {
    const whole = story.join('\n');
    expect(found(marksOf(whole, 16), `${whole.slice(0, 2000)}… 9000 more characters`)).toBeGreaterThanOrEqual(2);
    expect(found(marksOf(whole, 16), whole.slice(whole.length / 2))).toBeGreaterThanOrEqual(2);
  });

  it('inside JSON that was put into a string, line by line', () => {
    const text = story.slice(0, 20).join('\n');
    expect(found(marksOf(text, 16), JSON.stringify({ note: JSON.stringify(text) }))).toBeGreaterThanOrEqual(2);
  });

  it('in Chinese, where few characters say much', () => {
    const chinese = '客户要求退还第三张发票的款项,并希望在周五之前得到答复,此事只有我们两个人知道。';
    const marks = marksOf(chinese, 16);
    expect(marks.length).toBeGreaterThan(1);
    expect(found(marks, `<summary>${chinese.replaceAll(',', ', ')}</summary>`)).toBe(marks.length);
  });
});

describe('other texts are not', () => {
  it('taken for it', () => {
    const marks = marksOf(letter, 16);
    for (const text of [
      '',
      'The customer',
      letter.split(' ').toReversed().join(' '),
      letter.replaceAll('e', 'a'),
      story.join('\n').repeat(20),
    ]) {
      expect(found(marks, text)).toBe(0);
    }
  });

  it.each([
    ['too short', 'Read it inside.'],
    ['a ruler', '='.repeat(200)],
    ['a run of one digit', '0'.repeat(200)],
    ['blanks and signs', ' .,;\n'.repeat(100)],
  ])('marked when they tell nothing: %s', (_, text) => {
    expect(marksOf(text, 16)).toEqual([]);
  });
});

it('a long text has no more marks than it may have, all of them whole numbers', () => {
  const marks = marksOf(story.join('\n'), 16);
  expect(marks.length).toBe(16);
  expect(marks.every((mark) => Number.isSafeInteger(mark))).toBe(true);
});

it('many marks are found in one pass', () => {
  const marks = story.flatMap((line) => marksOf(`${line} ${line}`, 8));
  expect(found(marks, story.map((line) => `${line} ${line}`).join('\n'))).toBe(new Set(marks).size);
});
