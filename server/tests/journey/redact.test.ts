import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/platform/text-edits.ts';
import { cannotRedact, redactions } from '../../src/journey/redact.ts';
import { messagesSurface } from '../../src/providers/messages/surface.ts';
import { responsesSurface } from '../../src/providers/responses/surface.ts';
import { unsigned } from '../../src/providers/request/seal.ts';
import { hit, hitsOf, requestWith } from './made-up.ts';

const label = '[REDACTED:word]';

function redacted(text: string, word: string): string {
  const { request, hits } = requestWith(text, word);
  expect(hits.length).toBeGreaterThan(0);
  return applyEdits(text, redactions(request, hits));
}
const saying = (content: string): string => `{"model":"m","messages":[{"role":"user","content":"${content}"}]}`;

describe('redactions', () => {
  it.each([
    ['plain text', 'a SECRET b', `a ${label} b`],
    ['at both ends', 'SECRET b SECRET', `${label} b ${label}`],
    ['after escapes', '\\n\\u00e9\\ud83d\\udc4b\\\\\\" SECRET', `\\n\\u00e9\\ud83d\\udc4b\\\\\\" ${label}`],
    ['after characters beyond the BMP', '👋🏽 北京 SECRET 𝒳', `👋🏽 北京 ${label} 𝒳`],
    ['written with escapes itself', 'a \\u0053E\\u0043RE\\u0054 b', `a ${label} b`],
    ['before escapes', 'SECRET\\u0041\\n', `${label}\\u0041\\n`],
    ['next to each other', 'SECRETSECRET', label],
  ])('replace the finding and nothing round it: %s', (_, content, expected) => {
    expect(redacted(saying(content), 'SECRET')).toBe(saying(expected));
  });

  it.each([
    ['a pair of surrogates', 'x👋y', '👋', `x${label}y`],
    ['escaped surrogates', 'x\\ud83d\\udc4by', '👋', `x${label}y`],
    ['a quote', 'x\\"y', '"', `x${label}y`],
  ])('find their place in the text: %s', (_, content, word, expected) => {
    expect(redacted(saying(content), word)).toBe(saying(expected));
  });

  it('are merged where findings overlap, under the name of the first', () => {
    const { request } = requestWith(saying('0123456789'), '');
    const text = request.texts.findIndex(({ value }) => value === '0123456789');
    const hits = [
      hit('redact', { rule: 'b', text, start: 4, end: 8 }),
      hit('redact', { rule: 'a', text, start: 2, end: 6 }),
      hit('redact', { rule: 'c', text, start: 3, end: 4 }),
    ];
    expect(applyEdits(request.text, redactions(request, hits))).toBe(saying('01[REDACTED:a]89'));
    expect(redactions(request, hits.toReversed())).toEqual(redactions(request, hits));
  });

  it('take a whole run of base64 when it is found in a part of one', () => {
    const { request } = requestWith(saying('key dG9rZW46IFNFQ1JFVC1hYmM= end'), '');
    const text = request.texts.findIndex(({ value }) => value.startsWith('key '));
    const hits = [hit('redact', { rule: 'word', text, start: 16, end: 24, disguises: ['percent', 'base64'] })];
    expect(applyEdits(request.text, redactions(request, hits))).toBe(saying(`key ${label} end`));
  });

  it('leave JSON inside a string valid', () => {
    const text = saying(JSON.stringify('{"who":"SECRET \\u0041","n":[1,"SECRET"]}').slice(1, -1));
    const parsed = JSON.parse(redacted(text, 'SECRET')) as { messages: { content: string }[] };
    expect(JSON.parse(parsed.messages[0]?.content ?? '')).toEqual({ who: `${label} A`, n: [1, label] });
  });
});

describe('what cannot be redacted', () => {
  const stuck = (text: string, word: string): boolean[] => {
    const { request, hits } = requestWith(text, word);
    return hits.map((one) => cannotRedact(request, one));
  };

  it.each([
    ["a member's name", '{"model":"m","messages":[{"role":"user"}],"SECRET":1}', [true]],
    ['a number', '{"model":"m","messages":[{"role":"user"}],"x":4111111111111111}', [true]],
    ["the model's name", '{"model":"SECRET","messages":[{"role":"user"}]}', [true]],
    ['a tool call id', '{"model":"m","messages":[{"role":"tool","tool_call_id":"SECRET"}]}', [true]],
    ['a type', '{"model":"m","messages":[{"role":"user","content":[{"type":"SECRET"}]}]}', [true]],
    ['ordinary text', saying('SECRET'), [false]],
    [
      'a value of a member that is no word of the protocol',
      '{"model":"m","messages":[{"role":"user"}],"metadata":{"x":"SECRET"}}',
      [false],
    ],
  ])('stands in %s', (_, text, expected) => {
    expect(stuck(text, text.includes('SECRET') ? 'SECRET' : '4111111111111111')).toEqual(expected);
  });

  it('is what would break JSON inside a string', () => {
    const inside = (json: string): string => saying(JSON.stringify(json).slice(1, -1));
    expect(stuck(inside('{"n":12345678}'), '12345678')).toEqual([true]);
    expect(stuck(inside('{"n":"12345678"}'), '12345678')).toEqual([false]);
    expect(stuck(inside('{"a":"x\\nSECRET"}'), 'nSECRET')).toEqual([true]);
    expect(stuck(inside('{"n":12345678'), '12345678')).toEqual([false]);
  });

  it('is a mark for content that nobody can read', () => {
    const { request } = requestWith(
      '{"model":"m","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"QUJD"}}]}]}',
      '',
    );
    const text = request.texts.findIndex(({ value }) => value === 'data:audio/*;base64,');
    expect(cannotRedact(request, hit('redact', { text }))).toBe(true);
  });
});

describe('in reasoning', () => {
  const withBlock = (block: object): boolean => {
    const messages = [{ role: 'assistant', content: [block] }];
    const request = messagesSurface.readRequest(JSON.stringify({ model: 'm', max_tokens: 9, messages }));
    return hitsOf(request, 'SECRET').some((one) => cannotRedact(request, one));
  };
  const withItem = (item: object): boolean => {
    const request = responsesSurface.readRequest(
      JSON.stringify({ model: 'm', input: [{ type: 'reasoning', ...item }] }),
    );
    return hitsOf(request, 'SECRET').some((one) => cannotRedact(request, one));
  };
  const summary = [{ type: 'summary_text', text: 'SECRET' }];

  it('that its provider signed or encrypted nothing can be replaced', () => {
    expect(withBlock({ type: 'thinking', thinking: 'a SECRET', signature: 'c2ln' })).toBe(true);
    expect(withBlock({ type: 'redacted_thinking', data: 'SECRET' })).toBe(true);
    expect(withItem({ summary, encrypted_content: 'gAAA' })).toBe(true);
  });

  it('that nobody signed, and in all else, a finding is replaced', () => {
    expect(withBlock({ type: 'thinking', thinking: 'a SECRET', signature: '' })).toBe(false);
    expect(withBlock({ type: 'thinking', thinking: 'a SECRET', signature: unsigned })).toBe(false);
    expect(withBlock({ type: 'text', text: 'a SECRET', signature: 'c2ln' })).toBe(false);
    expect(withItem({ summary, encrypted_content: null })).toBe(false);
  });
});
