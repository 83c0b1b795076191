import { expect, it } from 'vitest';
import { explainHit } from '../../src/journey/explain-hit.ts';
import { hit } from './made-up.ts';

it('says of a hit which rule found it, where, and why it counts', () => {
  expect(explainHit(hit('block'))).toBe('"Rule block" at messages[0].content');
  const why = { validator: 'luhn', context: ['card', '卡号'] };
  expect(explainHit(hit('block', { disguises: ['base64', 'percent'], why }))).toBe(
    '"Rule block" at messages[0].content (hidden by base64 in percent; passes luhn; near "card", "卡号")',
  );
});
