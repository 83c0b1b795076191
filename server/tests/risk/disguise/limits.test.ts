import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { undoDisguises } from '../../../src/risk/disguise/undo.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const repeat = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));

describe('what cannot be read', () => {
  it('is told: data that unpacks to more than there is room for', () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'a')).toString('base64');
    const text = `see ${bomb} there`;
    expect(undoDisguises(text)).toEqual({ views: [], undecodable: [{ start: 4, end: 4 + bomb.length }] });
  });

  it('is told: a bomb inside of another disguise, at its place', () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'a')).toString('base64');
    const hidden = base64(`the data: ${bomb}`);
    const { undecodable } = undoDisguises(`see ${hidden} there`);
    expect(undecodable).toHaveLength(1);
    expect(undecodable[0]!.start).toBeGreaterThanOrEqual(4);
    expect(undecodable[0]!.end).toBeLessThanOrEqual(4 + hidden.length);
  });

  it('is told: a text behind more disguises than are undone', () => {
    const deep = [1, 2, 3, 4, 5, 6].reduce((text) => base64(text), 'the token of the day is not for you');
    const { views, undecodable } = undoDisguises(`see ${deep} there`);
    expect(views).toHaveLength(4);
    expect(undecodable).toHaveLength(1);
  });

  it('is not: compressed data that is broken, or holds an image', () => {
    const broken = `H4sI${'Q'.repeat(60)}`;
    const image = gzipSync(Buffer.from('89504e470d0a1a0a0000000d4948445200ff00fe', 'hex')).toString('base64');
    for (const text of [broken, image]) expect(undoDisguises(text)).toEqual({ views: [], undecodable: [] });
  });

  it('is told when a limit is reached, and the work ends there', () => {
    const limits = { depth: 4, lengthFactor: 0, lengthMin: 1000, viewLength: 10 };
    const hidden = base64('a line of the notes that nobody reads. '.repeat(100));
    const { views, undecodable } = undoDisguises(hidden, limits);
    expect(views).toEqual([]);
    expect(undecodable).toEqual([{ start: 0, end: hidden.length }]);
  });
});

describe('hostile texts', () => {
  it.each([
    ['the beginning of references', '&#'],
    ['references', '&#65;'],
    ['percent signs', '%25'],
    ['percent signs without an end', '%2525'],
    ['bytes of no character', '%e4'],
    ['backslashes', '\\'],
    ['escapes of escapes', '\\u005c'],
    ['zero-width characters', '\u200b'],
    ['marks', '\u0336'],
    ['mixed scripts', 'aа'],
    ['single characters', 'a '],
    ['single digits', '1 '],
    ['groups', '41-11-'],
    ['lines', 'aB3dEf6hIj\n'],
    ['strings', '"+"'],
    ['quotes and line breaks', '"\n'],
    ['the beginning of gzip', 'H4sIAAAAAAAAA+'],
    ['small gzips', `${gzipSync('x').toString('base64')} `],
    ['base64 between dividers', 'cGFz_'],
    ['bytes', '41 '],
    ['control sequences without an end', '\u001b['],
  ])('of %s are read with views no longer than the text and a little', (_, piece) => {
    const text = repeat(piece, 300_000);
    const { views } = undoDisguises(text);
    expect(views.reduce((sum, view) => sum + view.text.length, 0)).toBeLessThan(text.length * 4 + 1024 * 1024);
    expect(views.length).toBeLessThan(2000);
  });
});
