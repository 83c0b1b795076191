import { describe, expect, it } from 'vitest';
import { OutsideTexts } from '../../../src/journey/pins/outside-texts.ts';

const runtime = (session: string): string => `Runtime: agent=main | session=${session} | host=vm | model=gpt-5`;
const one = runtime('0193a2f4-1b2c-7d3e-8f40-112233445566');
const other = runtime('7c9e6679-7425-40de-944b-e07fc1f90ae7');

describe('what was said outside', () => {
  it('is nothing new any more, line by line, whatever its numbers', () => {
    const outside = new OutsideTexts();
    outside.add('ada', `Good morning, dear agent.\n\n${one}`);
    expect(outside.newIn('ada', `Good morning, dear agent.\n\n${one}`)).toBe('');
    expect(outside.newIn('ada', `The offer stands.\n\n${other}`)).toBe('The offer stands.\n');
  });

  it('leaves short lines, which are said everywhere and tell nothing', () => {
    const outside = new OutsideTexts();
    outside.add('ada', 'yes\nno');
    expect(outside.newIn('ada', 'yes\nThe offer stands.')).toBe('yes\nThe offer stands.');
  });

  it('is known of its own caller alone', () => {
    const outside = new OutsideTexts();
    outside.add('ada', one);
    expect(outside.knows('bob')).toBe(false);
    expect(outside.newIn('bob', one)).toBe(one);
  });
});
