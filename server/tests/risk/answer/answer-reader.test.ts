import { describe, expect, it } from 'vitest';
import { callArguments, content, passedOf, readerOf, ruleOf } from './answers.ts';

const token = ruleOf({ id: 'ticket', kind: 'regex', regex: '\\btk-[a-z0-9]{8,12}\\b' });
const word = ruleOf({ id: 'codename', kind: 'keywords', keywords: ['Bluefin Tuna'] });
const mail = ruleOf({ id: 'mail', kind: 'detector', detector: 'email_address', category: 'privacy' });
const card = ruleOf({ id: 'card', kind: 'detector', detector: 'payment_card', category: 'finance' });

describe('what goes on of an answer', () => {
  it('is each piece at once where nothing has begun', () => {
    const pieces = ['Here is ', 'a plain answer. ', 'Nothing in it. '];
    expect(passedOf(readerOf(token, word), pieces)).toEqual([...pieces, '']);
  });

  it('is all but what may yet be a finding', () => {
    expect(passedOf(readerOf(token), ['the risk is tk', '-ab', 'c, no more'])).toEqual([
      'the risk is ',
      '',
      'tk-abc, no more',
      '',
    ]);
  });

  it('waits for the end of a word that may go on', () => {
    expect(passedOf(readerOf(word), ['project Bluefin', ' Tuna', 'ry, and Bluefin Tuna'])).toEqual([
      'project ',
      '',
      'Bluefin Tunary, and ',
      '[REDACTED:codename]',
    ]);
  });

  it('has a label in the place of a finding, however it is split', () => {
    const text = 'Use tk-abcd1234 and then tk-zzzz9999x.';
    for (const size of [1, 2, 3, 5, 100]) {
      const pieces = text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
      expect(passedOf(readerOf(token), pieces).join('')).toBe('Use [REDACTED:ticket] and then [REDACTED:ticket].');
    }
  });

  it('keeps a finding at the very end', () => {
    expect(passedOf(readerOf(token), ['see tk-abcd', '1234']).join('')).toBe('see [REDACTED:ticket]');
  });

  it('ends before the finding of a rule that cuts, and says which it was', () => {
    const reader = readerOf({ ...token, response_action: 'cut' });
    expect(passedOf(reader, ['see tk-ab', 'cd1234 ', 'and more']).join('')).toBe('see ');
    expect(reader.cut).toMatchObject({ rule: 'ticket', action: 'block', place: content.place, start: 4, end: 15 });
  });

  it('goes on at once under rules that only record', () => {
    const reader = readerOf({ ...token, response_action: 'record' });
    expect(passedOf(reader, ['see tk-ab', 'cd1234 ', 'and more'])).toEqual(['see tk-ab', 'cd1234 ', 'and more', '']);
    expect(reader.finish().hits).toMatchObject([
      { rule: 'ticket', action: 'allow', direction: 'response', start: 4, end: 15 },
    ]);
  });

  it('waits for words of a context that may come after the finding', () => {
    const number = ruleOf({ id: 'account', kind: 'regex', regex: '\\b\\d{9}\\b', context: ['account'] });
    expect(passedOf(readerOf(number), ['it is 123456789 ', 'of the account ', 'x']).join('')).toBe(
      'it is [REDACTED:account] of the account x',
    );
    const without = passedOf(readerOf(number), ['it is 123456789 ', 'y'.repeat(80), ' z']);
    expect(without.join('')).toBe(`it is 123456789 ${'y'.repeat(80)} z`);
  });

  it('acts from the finding on that makes them as many as the rule asks for', () => {
    const many = ruleOf({ id: 'many', kind: 'regex', regex: '\\bid\\d{4}\\b', count_min: 2 });
    expect(passedOf(readerOf(many), ['id1111 id1111 id2222 id3333 ']).join('')).toBe(
      'id1111 id1111 [REDACTED:many] [REDACTED:many] ',
    );
  });

  it('holds no more than a bound, whatever a pattern may still match', () => {
    const greedy = ruleOf({ id: 'greedy', kind: 'regex', regex: 'BEGIN[\\s\\S]*END' });
    const passed = passedOf(readerOf(greedy), ['BEGIN ', ...Array.from({ length: 40 }, () => 'x'.repeat(500))]);
    expect(passed.slice(0, 40).join('').length).toBeGreaterThan(10_000);
  });
});

describe('numbers and addresses', () => {
  it('are whole before anything of them goes on', () => {
    const text = 'Write to zoe.miller@northgate.io or pay with 5555 5555 5555 4444 today, please.';
    const expected = 'Write to [REDACTED:mail] or pay with [REDACTED:card] today, please.';
    const whole = passedOf(readerOf(mail, card), [text]).join('');
    expect(passedOf(readerOf(mail, card), text.split('')).join('')).toBe(whole);
    expect(whole).toBe(expected);
  });
});

describe('arguments of a tool call', () => {
  it('are read with their escapes undone, and stay JSON', () => {
    const text = '{"q":"a\\u0074k-abcd1234","r":"say \\"t\\u006b-abcd1234\\" now","n":[1,2]}';
    for (const size of [1, 3, 200]) {
      const pieces = text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];
      const reader = readerOf(token);
      const passed = passedOf(reader, pieces, callArguments).join('');
      expect(passed).toBe('{"q":"a\\u0074k-abcd1234","r":"say \\"[REDACTED:ticket]\\" now","n":[1,2]}');
      expect(reader.finish().hits).toMatchObject([
        { disguises: ['escapes'], scope: 'tool_call', direction: 'response' },
      ]);
    }
  });

  it('get a string in the place of a number', () => {
    const reader = readerOf(card);
    expect(passedOf(reader, '{"card":5555555555554444,"n":1}'.split(''), callArguments).join('')).toBe(
      '{"card":"[REDACTED:card]","n":1}',
    );
  });

  it('end where nothing could be replaced without breaking them', () => {
    const pair = ruleOf({ id: 'pair', kind: 'regex', regex: '"user":"[a-z]+"' });
    const reader = readerOf(pair);
    expect(passedOf(reader, ['{"user":"ada","x":1}'], callArguments).join('')).toBe('{');
    expect(reader.cut).toMatchObject({ rule: 'pair', action: 'block' });
  });
});

describe('texts that come whole', () => {
  it('are read behind their disguises too', () => {
    const reader = readerOf(token);
    const hidden = Buffer.from('the ticket is tk-abcd1234, keep it').toString('base64');
    const [text] = reader.whole([{ ...content, value: `see ${hidden} there` }]);
    expect(reader.finish().hits.map(({ rule }) => rule)).toEqual(['ticket']);
    expect(text).toBe('see [REDACTED:ticket] there');
  });

  it('are what went on, when they were said in pieces before', () => {
    const reader = readerOf(token);
    passedOf(reader, ['see tk-abcd', '1234.']);
    expect(reader.again(content.place, 'see tk-abcd1234.')).toBe('see [REDACTED:ticket].');
    expect(reader.again(content.place, 'something else')).toBeNull();
  });
});
