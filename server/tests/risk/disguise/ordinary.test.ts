import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { undoDisguises } from '../../../src/risk/disguise/undo.ts';

const undone = (text: string): string[] => undoDisguises(text).views.map((view) => view.text);
const digest = (name: string, encoding: 'hex' | 'base64'): string => createHash('sha512').update(name).digest(encoding);

describe('nothing is undone in', () => {
  it.each([
    [
      'prose',
      'The retry policy doubles the delay after each failure (see RFC-9110) and stops after 5 attempts — at most.',
    ],
    ['Chinese prose', '会议改到周四下午三点，请提前把材料发给大家：谢谢！（共 3 份，约 100％）'],
    [
      'code',
      'for (let i = 0; i < items.length; i += 1) total += items[i].price % 7 && isDone(a & b);\n  return x;\n}\n',
    ],
    ['wrapped lines', 'the configuration of the worker is\nread once at the start and is never\nread again'],
    ['hashes', `${digest('a', 'hex')}\n${digest('b', 'hex')}\n${digest('c', 'hex')}\n`],
    [
      'a lock file',
      `"integrity": "sha512-${digest('left', 'base64')}",\n"integrity": "sha512-${digest('right', 'base64')}",\n`,
    ],
    [
      'names in code',
      'getElementsByClassName, application/json, node_modules/undici/lib/handler, MAX_RETRY_COUNT_DEFAULT',
    ],
    ['a list of files', 'src/file1.test.ts\nsrc/file2.test.ts\nlib/a1b2c3d4.js\n'],
    ['assignments', 'FIRST_KEY=abc123def\nSECOND2=foo4bar\n  third3: Value9x\n'],
    [
      'log lines',
      '2031-03-04T05:06:07.890Z INFO worker-17 done id=1eef\n2031-03-04T05:06:08.120Z INFO worker-18 done id=2f3a\n',
    ],
    ['initials and options', 'J. R. R. T. wrote it; use -a -b -c, i.e. e.g. a, b, c, d or x y'],
    ['a table of numbers', '| 1 | 2 | 3 | 4 |\n|---|---|---|---|\n| 5 | 6 | 7 | 8 |\n'],
    ['formulas', '10 m², ½ l, x³ + y₂, №5, 25 °C, Müller™ — naïve café'],
    ['addresses', 'https://example.org/a/b/c?x=1&y=2&z=a%ZZ and C:\\Windows'],
  ])('%s', (_, text) => {
    expect(undone(text)).toEqual([]);
  });

  it('images and other bytes in base64 or hexadecimal digits', () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(3000)]);
    const texts = [png.toString('base64'), `data:image/png;base64,${png.toString('base64')}`, png.toString('hex')];
    for (const text of texts) expect(undoDisguises(text)).toEqual({ views: [], undecodable: [] });
  });

  it('keys, but for one in a thousand', () => {
    const texts = Array.from({ length: 5000 }, (_, number) => digest(`key ${number}`, 'base64').slice(0, 32));
    expect(texts.filter((text) => undone(text).length > 0).length).toBeLessThan(5);
  });
});
