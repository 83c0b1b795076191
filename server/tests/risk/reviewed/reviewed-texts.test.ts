import { describe, expect, it } from 'vitest';
import { maskText } from '../../../src/risk/reviewed/mask-text.ts';
import { applyReviewed, fingerprintOf } from '../../../src/risk/reviewed/reviewed-texts.ts';
import type { Hit, ScanText } from '../../../src/risk/rule-set.ts';
import { findings, hit } from '../../journey/made-up.ts';

const prompt = (session: string, day: string): string =>
  `You are a careful agent. Write to ops@vendor.example when lost.\nSession: ${session}\nToday: ${day}, call 5551234 at 18:44.`;
const seen = prompt('0193a2f4-1b2c-7d3e-8f40-112233445566', 'Thursday, November 26th, 2026');
const sent = prompt('7c9e6679-7425-40de-944b-e07fc1f90ae7', 'Sunday, January 3rd, 2027').replace('5551234', '5559876');

const reviewed = { hashes: new Set([fingerprintOf(seen, []).hash]) };
const texts = (...values: readonly string[]): ScanText[] =>
  values.map((value, index) => ({ place: `messages[${index}].content`, scope: 'system', value }));
const at = (text: string, words: string, more: Partial<Hit> = {}): Hit =>
  hit('route_secure_model', { start: text.indexOf(words), end: text.indexOf(words) + words.length, ...more });

describe('two copies of a stock text are the same', () => {
  it.each([
    ['with another session id, date and time', sent],
    ['with blanks around it', `\n  ${seen}\n\n`],
    ['with the date written otherwise', seen.replace('Thursday, November 26th, 2026', '2026-11-27T08:00:00.123Z')],
    ['with a number of another length', seen.replace('5551234', '1,234.56')],
  ])('%s', (_, copy) => {
    expect(fingerprintOf(copy, []).hash).toBe(fingerprintOf(seen, []).hash);
  });

  it.each([
    ['a word more', `${seen} Also.`],
    ['another address', seen.replace('ops@', 'ada@')],
    ['another case', seen.toLowerCase()],
    ['a number less', seen.replace('5551234 ', '')],
  ])('but not with %s', (_, copy) => {
    expect(fingerprintOf(copy, []).hash).not.toBe(fingerprintOf(seen, []).hash);
  });
});

describe('a hit in a reviewed text', () => {
  it('is marked, and decides nothing', () => {
    const found = findings(at(sent, 'ops@vendor.example'));
    const { hits, strongest } = applyReviewed(found, texts(sent), reviewed);
    expect(hits).toEqual([{ ...found.hits[0], is_reviewed: true }]);
    expect(strongest).toBeNull();
  });

  it('leaves what stands elsewhere to decide', () => {
    const found = findings(at(sent, 'ops@vendor.example'), hit('redact', { text: 1 }), hit('allow', { text: 1 }));
    const result = applyReviewed(found, texts(sent, 'Something else.'), reviewed);
    expect(result.hits.map(({ is_reviewed }) => is_reviewed)).toEqual([true, undefined, undefined]);
    expect(result.strongest).toBe('redact');
  });

  it.each([
    ['in what changes', '5559876'],
    ['over its edge', 'call 5559876'],
    ['around it', 'Session: 7c9e6679-7425-40de-944b-e07fc1f90ae7\n'],
    ['in the middle of a session id', '7425-40de'],
  ])('still decides %s', (_, words) => {
    const { hits, strongest } = applyReviewed(findings(at(sent, words)), texts(sent), reviewed);
    expect(hits[0]?.is_reviewed).toBeUndefined();
    expect(strongest).toBe('route_secure_model');
  });

  it('is nothing to a text that merely holds it', () => {
    const longer = `${sent} And ada@company.example.`;
    const found = findings(at(longer, 'ops@vendor.example'));
    expect(applyReviewed(found, texts(longer), reviewed)).toEqual(found);
  });

  it('changes nothing where no text was reviewed', () => {
    const found = findings(at(sent, 'ops@vendor.example'));
    expect(applyReviewed(found, texts(sent), { hashes: new Set() })).toBe(found);
  });
});

describe('what is kept of a reviewed text', () => {
  it('is its hash and a beginning without numbers, and without what rules find in it', () => {
    const { hash, length, preview } = fingerprintOf(seen, [at(seen, 'ops@vendor.example')]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(length).toBe(maskText(seen).masked.length);
    expect(preview).toBe(
      'You are a careful agent. Write to **** when lost.\nSession: \ufffc\nToday: \ufffc, call \ufffc at',
    );
  });

  it('hides findings that overlap, and one at the very beginning', () => {
    const { preview } = fingerprintOf('secret words and more', [
      { start: 7, end: 12 },
      { start: 0, end: 9 },
      { start: 0, end: 3 },
    ]);
    expect(preview).toBe('**** and more');
  });
});

describe('masking', () => {
  it('says where it masked, in code units of the text itself', () => {
    const { spans } = maskText(sent);
    expect(spans.map(([start, end]) => sent.slice(start, end))).toEqual([
      '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      'Sunday, January 3rd, 2027',
      '5559876',
      '18:44',
    ]);
  });

  it.each([
    ['digits', '1'],
    ['digits and signs', '1.'],
    ['hexadecimal and dashes', 'a0f-'],
    ['days', 'monday, '],
    ['dates cut short', 'Monday, 1 January 1, '],
  ])(
    'takes time that grows with the text alone: %s',
    (_, pump) => {
      const steps = (times: number): number => maskText(pump.repeat(times)).masked.length;
      expect(steps(200_000)).toBeGreaterThan(0);
    },
    5000,
  );
});
