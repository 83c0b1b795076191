import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undoDisguises } from '../../src/risk/disguise/undo.ts';
import { expectFound } from '../risk/disguise/expect-hidden.ts';
import { around, stack, value } from '../risk/disguise/planted.ts';
import { forSeconds, isShort, seed } from './time-box.ts';

const seconds = isShort ? 0.5 : 300;

/** Pieces of which disguises are made, whole and broken, and whatever else a text may hold. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '&#',
    '&#x',
    '&amp;',
    '&lt',
    '%',
    '%25',
    '%u',
    '%e4%b8%ad',
    '\\',
    '\\u',
    '\\u{',
    '\\x',
    '\\"',
    '\\\n',
  ),
  fc.constantFrom(
    '\u200b',
    '\u00ad',
    '\u202e',
    '\ufe0f',
    '\u0336',
    '\ud835',
    '\udd5e',
    '\udb40',
    '\udc41',
    '\u001b[',
    '\0',
  ),
  fc.constantFrom(
    'а',
    'ο',
    'Ａ',
    '０',
    '：',
    '①',
    '–',
    '仅',
    '密',
    '\u3000',
    '\n',
    '\r\n',
    '"+"',
    '" + \n"',
    '\n+',
    ' - ',
  ),
  fc.constantFrom('4111', '4556 ', '1 ', '0x41, ', '41 ', 'H4sIAAAAAAAAA', 'eJx', 'Zm9v', '=', '=='),
  fc.string({ unit: fc.constantFrom(...'abcDEF0123456789+/-_= ."'.split('')), minLength: 12, maxLength: 80 }),
  fc.uint8Array({ minLength: 9, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64')),
);
const wild = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

describe(`with seed ${seed}`, () => {
  it('a value under any stack of disguises, in any text, is found again and its place told', async () => {
    await forSeconds(
      seconds,
      fc.property(value, stack, around, (secret, hidings, [before, after]) => {
        const hidden = hidings.reduce((text, { hide }) => hide(text), secret);
        if (!hidden.includes(secret)) expectFound(secret, hidden, before, after);
      }),
    );
  });

  it('whatever a text holds, views are bounded, and every place in them stands for one in the text', async () => {
    await forSeconds(
      seconds,
      fc.property(wild, fc.nat(), fc.nat(), (text, from, length) => {
        const { views, undecodable } = undoDisguises(text);
        expect(views.reduce((sum, view) => sum + view.text.length, 0)).toBeLessThan(text.length * 4 + 1024 * 1024);
        for (const view of views) {
          if (view.text === '') continue;
          const start = from % view.text.length;
          const end = Math.min(view.text.length, start + 1 + (length % 40));
          const source = view.sourceOf(start, end);
          expectWithin(source, text);
          // A part of a place stands for a part of what the place stands for.
          const part = view.sourceOf(start, start + 1);
          expect(part.start).toBe(source.start);
          expect(part.end).toBeLessThanOrEqual(source.end);
          // What nothing was undone in is written in the text just as in the view.
          if (!view.touches(start, end) && !view.isJoined)
            expect(text.slice(source.start, source.end)).toBe(view.text.slice(start, end));
        }
        for (const run of undecodable) expectWithin(run, text);
      }),
    );
  });
});

function expectWithin({ start, end }: { start: number; end: number }, text: string): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(start).toBeLessThanOrEqual(end);
  expect(end).toBeLessThanOrEqual(text.length);
}
