import { describe, expect, it } from 'vitest';
import { undoDisguises } from '../../../src/risk/disguise/undo.ts';

const joined = (text: string): [string, boolean][] =>
  undoDisguises(text).views.map((view) => [view.text, view.isJoined]);

describe('numbers in groups', () => {
  it.each([
    ['a card in sixes', 'card 455673 - 758689 - 9855, thanks', '4556737586899855'],
    ['a card in threes', 'card 455 673 758 689 985 5, thanks', '4556737586899855'],
    ['a card with stars', 'card 4556*7375*8689*9855 now', '4556737586899855'],
    ['an IBAN in pairs', 'pay to DE-89-37-04-00-44-05-32-01-30-00 today', 'DE89370400440532013000'],
    ['a resident id digit by digit', 'ID no. 1 1 0 1 0 1 1 9 9 0 0 3 0 7 8 5 1 5, name', '110101199003078515'],
    ['an id over a line break', 'ID no. 1101011990\n  03078515, name', '110101199003078515'],
    ['a card in two strings', 'const card = "4556-7375"\n  + "-8689-9855";', '4556737586899855'],
    ['a card over a continued line', 'echo 4556-7375-\\\n8689-9855 done', '4556737586899855'],
    ['an IBAN over two lines', 'pay to DE89 3704 0044\n 0532 0130 00 by the 30th', 'DE89370400440532013000'],
  ])('joins %s', (_, text, number) => {
    expect(joined(text).filter(([view]) => view.includes(number))).toEqual([[expect.anything(), true]]);
  });

  it.each([
    ['three groups', 'mobile 139-1234-5 678? no: 1391-2345-678'],
    ['two groups after a word for it', '手机号139123 45678，微信同号'],
  ])('joins a mobile number in %s', (_, text) => {
    expect(joined(text)).toEqual([[expect.stringContaining('13912345678'), false]]);
  });

  it.each([
    ['numbers with a wrong check digit', 'card 455673 - 758689 - 9856, thanks'],
    ['two numbers side by side', 'sizes 139123 45678 in bytes'],
    ['dates and times', '2031-03-04 05:06:07 2031-03-05 06:07:08'],
    ['versions', 'from 12.4.1 to 12.5.0, then 13.0.0'],
    ['a table', '12 45 67 89 23 45\n34 56 78 90 12 34\n11 22 33 44 55 66\n'],
    ['a list of numbers', '45567375\n86899855\n45567375\n'],
    ['rows of single digits', '1 0 1 1 0 1 0 1 1\n0 1 1 0 1 0 0 1 0\n1 1 0 1 0 1 0 0 1\n'],
    ['phone numbers, one to a line', '13912345678\n13912345679\n13812345677\n'],
    ['a UUID', 'id 0193a1b2-0000-7000-8000-000000000000 and 123E4567-E89B-12D3-A456-426614174000'],
  ])('leaves %s alone', (_, text) => {
    expect(joined(text)).toEqual([]);
  });
});
