import { expect, it } from 'vitest';
import { cannotRedact, redactions } from '../../src/journey/redact.ts';
import { applySplices, toSplices } from '../../src/platform/text-edits.ts';
import { requestWith } from './made-up.ts';

const inside = (json: string): string => JSON.stringify({ model: 'm', messages: [{ role: 'user', content: json }] });

/** What the provider would get as the message. */
function sent(text: string, word: string): { stuck: boolean[]; content: string } {
  const { request, hits } = requestWith(text, word);
  const stuck = hits.map((one) => cannotRedact(request, one));
  const edits = redactions(
    request,
    hits.filter((_, index) => !stuck[index]),
  );
  const bytes = applySplices(Buffer.from(text), toSplices(text, edits)).toString();
  return { stuck, content: (JSON.parse(bytes) as { messages: { content: string }[] }).messages[0]!.content };
}

it('ten thousand findings in one JSON text take time by their number, not by its square', { timeout: 15_000 }, () => {
  const text = inside(JSON.stringify(Array.from({ length: 10_000 }, (_, index) => `a "quoted" SECRET of ${index}`)));
  const { stuck, content } = sent(text, 'SECRET');
  expect(stuck.length).toBe(10_000);
  expect(stuck).not.toContain(true);
  const values = JSON.parse(content) as string[];
  expect(values[9_999]).toMatch(/^a "quoted" \[REDACTED:[\w-]+\] of 9999$/);
});

it.each([
  ['{"n":[1,"SECRET"],"SECRET":{}}', 'SECRET', [false, false]],
  ['{"a":"x\\\\SECRET"}', 'SECRET', [false]],
  ['{"a":"x\\nSECRET"}', 'nSECRET', [true]],
  ['{"a":"\\u0041SECRET"}', '41SECRET', [true]],
  ['{"a":"\\u0041SECRET"}', 'SECRET', [false]],
  ['{"a":"x","b":"y"}', 'x","b":"y', [true]],
  ['{"a":"x"}', '"x"', [true]],
  ['{"a":"x SECRET', 'SECRET', [false]],
  ['just SECRET', 'SECRET', [false]],
  [`${'['.repeat(200)}"SECRET"${']'.repeat(200)}`, 'SECRET', [true]],
])('in %j the finding %j', (json, word, expected) => {
  const { stuck, content } = sent(inside(json), word);
  expect(stuck).toEqual(expected);
  if (!stuck.includes(true)) expect(content).not.toContain('SECRET');
});
