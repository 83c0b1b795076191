import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeyHolder, Snapshot } from '../../src/catalog/snapshot.ts';
import { authenticate, presentedSecret } from '../../src/journey/authenticate.ts';
import { caller, policyOf } from './made-up.ts';

const nowMs = Date.parse('2026-11-24T12:00:00Z');
const secret = 'tg_0123456789abcdef';
const instance = {
  id: 'i-1',
  name: 'bot',
  kind: 'generic',
  owner_id: 'u-1',
  block_form: null,
  is_active: true,
  managed_by_file: false,
} as const;

function policyWith(holder: KeyHolder): Snapshot {
  const hash = createHash('sha256').update(secret).digest('hex');
  return { ...policyOf([]), keyByHash: (asked) => (asked === hash ? holder : undefined) };
}
const holderWith = (key: Partial<KeyHolder['key']>, more: Partial<KeyHolder> = {}): KeyHolder => ({
  ...caller,
  key: { ...caller.key, ...key },
  ...more,
});
const enter = (holder: KeyHolder, headers: object = { authorization: `Bearer ${secret}` }): unknown =>
  authenticate({ ...headers }, policyWith(holder), nowMs);

describe('authenticate', () => {
  it.each([
    ['Bearer', { authorization: `Bearer ${secret}` }],
    ['bearer, with blanks', { authorization: `bearer   ${secret} ` }],
    ['x-api-key', { 'x-api-key': secret }],
    ['api-key', { 'api-key': secret }],
    ['x-api-key beside another scheme', { authorization: 'Basic eDp5', 'x-api-key': secret }],
  ])('lets a key in as %s', (_, headers) => {
    expect(enter(caller, headers)).toBe(caller);
  });

  it.each<[string, KeyHolder]>([
    ['expires later', holderWith({ expires_at: '2026-11-24T12:00:00.001Z' })],
    ['has an active instance', holderWith({}, { instance })],
  ])('lets a key in that %s', (_, holder) => {
    expect(enter(holder)).toBe(holder);
  });

  it.each<[string, KeyHolder, object?]>([
    ['no key was presented', caller, {}],
    ['no key was presented', caller, { authorization: 'Bearer ', 'x-api-key': '' }],
    ['no key was presented', caller, { authorization: secret }],
    ['no such key', caller, { authorization: `Bearer ${secret}x` }],
    ['no such key', caller, { authorization: `Bearer ${secret.toUpperCase()}` }],
    ['the key is revoked', holderWith({ revoked_at: '2026-11-24T12:00:00Z' })],
    ['the key has expired', holderWith({ expires_at: '2026-11-24T12:00:00Z' })],
    ['the user of the key is not active', holderWith({}, { user: { ...caller.user, is_active: false } })],
    ['the instance of the key is not active', holderWith({}, { instance: { ...instance, is_active: false } })],
  ])('refuses alike, while the record knows: %s', (detail, holder, headers) => {
    const refused = enter(holder, headers);
    expect(refused).toEqual({ ...(enter(caller, {}) as object), detail });
    expect(refused).toMatchObject({ kind: 'refusal', code: 'invalid_api_key', httpStatus: 401, status: 'denied' });
  });

  it('looks at the bearer first', () => {
    expect(presentedSecret({ authorization: 'Bearer one', 'x-api-key': 'two', 'api-key': 'three' })).toBe('one');
    expect(presentedSecret({ 'x-api-key': 'two', 'api-key': 'three' })).toBe('two');
  });
});
