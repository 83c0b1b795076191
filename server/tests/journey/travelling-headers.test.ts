import { expect, it } from 'vitest';
import { headersThatMayTravel } from '../../src/journey/travelling-headers.ts';
import { model, policyOf, target } from './made-up.ts';

it('all headers that could leave are scanned, whichever protocol and model the call comes to', () => {
  const asked = model('asked', { upstream: { ...target, forwardHeaders: new Set(['x-asked']) } });
  const secure = model('secure', { isSecure: true, upstream: { ...target, forwardHeaders: new Set(['x-secure']) } });
  const other = model('other', { upstream: { ...target, forwardHeaders: new Set(['x-other']) } });
  const caller = {
    'x-asked': '1',
    'x-secure': '2',
    'x-other': '3',
    'openai-beta': '4',
    'anthropic-beta': '5',
    authorization: 'Bearer tg_secret',
  };
  expect(headersThatMayTravel(asked, policyOf([asked, other, secure]), caller)).toEqual({
    'x-asked': '1',
    'x-secure': '2',
    'openai-beta': '4',
    'anthropic-beta': '5',
  });
});
