import { describe, expect, it } from 'vitest';
import { withAsciiClasses } from '../../../src/risk/answer/ascii-classes.ts';
import { LivePattern } from '../../../src/risk/answer/live-pattern.ts';
import { LivePatterns } from '../../../src/risk/answer/live-patterns.ts';
import { patternProgram } from '../../../src/risk/answer/pattern-program.ts';
import { PatternSteps } from '../../../src/risk/answer/pattern-steps.ts';
import { compileLinearRegex } from '../../../src/risk/engine/linear-regex.ts';

/** From where on a text is held that has come so far. */
function heldFrom(pattern: string, text: string): number {
  const regex = compileLinearRegex('x', pattern, '', 0);
  const program = patternProgram(regex.syntax);
  regex.free();
  if (program === null) throw new Error('the pattern is too large');
  const live = new LivePatterns([new LivePattern(new PatternSteps(program))]);
  for (let at = 0; at < text.length; at++) live.take(text.charCodeAt(at), at);
  return live.heldFrom(text.length);
}

describe('a text that a pattern is followed over', () => {
  it.each([
    ['nothing of it has begun', 'key-\\d{4}', 'no such thing ', 14],
    ['it has begun', 'key-\\d{4}', 'my ke', 3],
    ['it goes on', 'key-\\d{4}', 'my key-12', 3],
    ['it cannot go on', 'key-\\d{4}', 'my key-1x', 9],
    ['it has just ended, as its edge is not sure', 'key-\\d{4}', 'my key-1234', 3],
    ['it has ended', 'key-\\d{4}', 'my key-1234 ', 12],
    ['one of several ways is open', '(?:ab|a)c{2,}', 'xabc', 1],
    ['an optional end may come', 'ab(?:cd)?', 'xabc', 1],
    ['what may be repeated for ever goes on', 'a[a-z ]*b', 'x a new beginning', 2],
    ['letters beyond ASCII have begun it', '密码[:：]\\w+', '你的密码', 2],
    ['a pair of surrogates has come by half', '\u{1f600}+', 'x\ud83d', 1],
  ])('is held as it must be when %s', (_, pattern, text, from) => {
    expect(heldFrom(pattern, text)).toBe(from);
  });

  it('is held no longer than the bound', () => {
    expect(heldFrom('a[a-z]*!', `a${'b'.repeat(20_000)}`)).toBeGreaterThan(10_000);
  });
});

describe('classes of a built-in pattern', () => {
  it('are those of ASCII, in and out of brackets, and nothing else changes', () => {
    expect(withAsciiClasses('\\w+[\\w.\\]-]\\d{2}\\\\w\\b[^\\d]')).toBe(
      '[0-9A-Za-z_]+[0-9A-Za-z_.\\]-][0-9]{2}\\\\w\\b[^0-9]',
    );
  });
});
