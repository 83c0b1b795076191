import { expect, test } from 'vitest';
import { readCsv } from '../../src/platform/csv.ts';

test.each([
  [
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    '\ufeffa,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    '"Lin, Mei","say ""hi"""\r"two\nlines",x',
    [
      ['Lin, Mei', 'say "hi"'],
      ['two\nlines', 'x'],
    ],
  ],
  [
    'a;b\nc;d,e',
    [
      ['a', 'b'],
      ['c', 'd,e'],
    ],
  ],
  ['a\tb', [['a', 'b']]],
  ['a,\n,b\n\n , \nc', [['a', ''], ['', 'b'], ['c']]],
  ['a,', [['a', '']]],
  ['"a"b,c', [['ab', 'c']]],
  ['"never closed, to the end', [['never closed, to the end']]],
  ['', []],
])('%j has these rows', (text, rows) => expect([...readCsv(text)]).toEqual(rows));
