import { describe, expect, it } from 'vitest';
import { isBase58Check } from '../../src/risk/validators/base58-check.ts';
import { abaRouting, gb11643, gb32100, luhn, mod97 } from '../../src/risk/validators/checksums.ts';
import { isJwt } from '../../src/risk/validators/jwt.ts';
import { isCnResidentId, isUsSsn } from '../../src/risk/validators/national-ids.ts';
import { isPlaceholder } from '../../src/risk/validators/placeholders.ts';

/** Any other digit in one place must not pass. */
function neighbours(value: string, at: number): string[] {
  return Array.from('0123456789')
    .filter((digit) => digit !== value.charAt(at))
    .map((digit) => value.slice(0, at) + digit + value.slice(at + 1));
}

describe('check digits', () => {
  it('Luhn accepts the published test cards of the networks and none of their neighbours', () => {
    for (const card of [
      '4111111111111111',
      '5555555555554444',
      '378282246310005',
      '6011111111111117',
      '30569309025904',
      '3530111333300000',
      '6200000000000005',
    ]) {
      expect(luhn(card), card).toBe(true);
      for (const other of neighbours(card, card.length - 1)) expect(luhn(other), other).toBe(false);
    }
  });

  it('IBAN accepts the registry’s examples and none of their neighbours', () => {
    for (const iban of [
      'GB29NWBK60161331926819',
      'DE89370400440532013000',
      'FR1420041010050500013M02606',
      'NO9386011117947',
      'SA0380000000608010167519',
    ]) {
      expect(mod97(iban), iban).toBe(true);
      for (const other of neighbours(iban, 3)) expect(mod97(other), other).toBe(false);
    }
  });

  it('GB 11643 accepts the standard’s examples, with X, and none of their neighbours', () => {
    for (const id of ['11010519491231002X', '440524188001010014']) {
      expect(gb11643(id), id).toBe(true);
      for (const other of neighbours(id, 17)) expect(gb11643(other), other).toBe(false);
    }
    expect(isCnResidentId('11010519491231002X')).toBe(true);
  });

  it('a resident id needs a province and a day that exist', () => {
    const withCheck = (body: string): string =>
      Array.from('0123456789X')
        .map((check) => body + check)
        .find(gb11643) ?? '';
    expect(isCnResidentId(withCheck('11010119900307851'))).toBe(true);
    expect(isCnResidentId(withCheck('11010119900230851'))).toBe(false);
    expect(isCnResidentId(withCheck('99010119900307851'))).toBe(false);
  });

  it('GB 32100 accepts a registered code and none of its neighbours', () => {
    expect(gb32100('91350100M000100Y43')).toBe(true);
    for (const other of neighbours('91350100M000100Y43', 17)) expect(gb32100(other), other).toBe(false);
  });

  it('ABA accepts routing numbers of the Federal Reserve’s list and none of their neighbours', () => {
    for (const routing of ['021000021', '121000248', '011401533']) {
      expect(abaRouting(routing), routing).toBe(true);
      for (const other of neighbours(routing, 8)) expect(abaRouting(other), other).toBe(false);
    }
  });

  it('Base58Check accepts the address of the first block and no other with one character changed', () => {
    expect(isBase58Check('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')).toBe(true);
    expect(isBase58Check('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb')).toBe(false);
  });
});

describe('shapes', () => {
  it('a social security number must be one that can have been issued', () => {
    expect(isUsSsn('536-22-8745')).toBe(true);
    for (const none of [
      '000-12-3456',
      '666-12-3456',
      '900-12-3456',
      '536-00-8745',
      '536-22-0000',
      '078-05-1120',
      '123-45-6789',
    ]) {
      expect(isUsSsn(none), none).toBe(false);
    }
  });

  it('a JSON web token has a header that names its algorithm', () => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(isJwt(`${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: '1' })}.c2lnbmF0dXJl`)).toBe(true);
    expect(isJwt(`${part({ typ: 'JWT' })}.${part({ sub: '1' })}.c2lnbmF0dXJl`)).toBe(false);
    expect(isJwt('eyJub3QganNvbg.x.y')).toBe(false);
  });

  it.each([
    'sk-xxxxxxxxxxxxxxxx',
    '<token>',
    '${API_KEY}',
    '{{ token }}',
    'process.env.TOKEN',
    'AKIAIOSFODNN7EXAMPLE',
    'your_api_key',
    'changeme',
    '********',
    '$TOKEN',
    'sk-...',
  ])('%s is a placeholder', (value) => expect(isPlaceholder(value)).toBe(true));

  it.each([
    'Kq7mT2xz',
    'ghp_Zb4kQm7Lp2Xv9Rt5Ws8Ny1',
    'P@ssw0rd-2031',
    'v7Kq2xM9zT',
    'e014bdd8ec3ccab18283629a1376203e',
  ])('%s is none', (value) => expect(isPlaceholder(value)).toBe(false));
});
