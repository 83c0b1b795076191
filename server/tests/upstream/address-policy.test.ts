import { describe, expect, test } from 'vitest';
import { classOf } from '../../src/providers/upstream/address-class.ts';
import {
  externalAllows,
  localOnlyAllows,
  readSecureRules,
  secureAllows,
} from '../../src/providers/upstream/address-policy.ts';

const byDefault = readSecureRules({ hosts: null, cidrs: null });

describe('the class of an address', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['172.15.255.255', 'public'],
    ['172.32.0.0', 'public'],
    ['100.63.255.255', 'public'],
    ['100.128.0.0', 'public'],
    ['223.255.255.255', 'public'],
    ['2606:4700::1111', 'public'],
    ['2a00:1450:4001:81b::200e', 'public'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['::', 'unspecified'],
    ['169.254.1.1', 'link_local'],
    ['fe80::1', 'link_local'],
    ['fe80::1%eth0', 'link_local'],
    ['febf::1', 'link_local'],
    ['169.254.169.254', 'metadata'],
    ['169.254.170.2', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['fc00::1', 'unique_local'],
    ['fd12:3456::1', 'unique_local'],
    ['100.64.0.1', 'carrier_grade_nat'],
    ['100.127.255.255', 'carrier_grade_nat'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['192.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['198.51.100.1', 'reserved'],
    ['203.0.113.1', 'reserved'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['2001:0:4136:e378::1', 'reserved'],
    ['2002:7f00:1::', 'reserved'],
    ['fec0::1', 'reserved'],
    ['64:ff9b:1::7f00:1', 'reserved'],
    ['::127.0.0.1', 'reserved'],
    ['::ffff:0:7f00:1', 'reserved'],
    ['5f00::1', 'reserved'],
  ])('%s is %s', (address, expected) => expect(classOf(address)).toBe(expected));

  test.each([
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['::ffff:8.8.8.8', 'public'],
    ['0:0:0:0:0:ffff:0a00:0001', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::10.1.2.3', 'private'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['64:ff9b::808:808', 'public'],
  ])('%s is seen through: %s', (address, expected) => expect(classOf(address)).toBe(expected));

  test.each([
    '',
    'localhost',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
    '1.2.3',
    '1.2.3.256',
    ':::1',
    '10.0.0.1/8',
  ])('%j is no address, and so allowed nowhere', (text) => {
    expect(classOf(text)).toBe('not_an_address');
    expect(externalAllows(text, false).allowed).toBe(false);
    expect(externalAllows(text, true).allowed).toBe(false);
    expect(secureAllows('host', [text], null, byDefault).allowed).toBe(false);
  });
});

describe('the external path', () => {
  const own = ['10.0.0.5', '172.20.0.1', '192.168.0.1', '127.0.0.1', '::1', 'fd12::1', '::ffff:10.0.0.5'];
  const never = [
    '169.254.169.254',
    '169.254.1.1',
    'fe80::1',
    'fd00:ec2::254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '240.0.0.1',
    '2002:a00:1::',
  ];

  test.each(own)('%s is refused to a hosted provider and open to a local one', (address) => {
    expect(externalAllows(address, false).allowed).toBe(false);
    expect(externalAllows(address, true).allowed).toBe(true);
    expect(localOnlyAllows(address).allowed).toBe(true);
  });

  test.each(never)('%s is refused to both', (address) => {
    expect(externalAllows(address, false).allowed).toBe(false);
    expect(externalAllows(address, true).allowed).toBe(false);
    expect(localOnlyAllows(address).allowed).toBe(false);
  });

  test('a public address is open to both, but not beside the egress proxy', () => {
    expect(externalAllows('8.8.8.8', false).allowed).toBe(true);
    expect(externalAllows('8.8.8.8', true).allowed).toBe(true);
    expect(localOnlyAllows('8.8.8.8').allowed).toBe(false);
  });
});

describe('the secure path', () => {
  test('goes by default to any host that resolves privately, and to no other', () => {
    const allows = (...addresses: string[]) => secureAllows('any.host', addresses, null, byDefault).allowed;
    expect(allows('10.0.0.5')).toBe(true);
    expect(allows('127.0.0.1', '::1')).toBe(true);
    expect(allows('fd12::1')).toBe(true);
    expect(allows('::ffff:192.168.0.1')).toBe(true);
    expect(allows('8.8.8.8')).toBe(false);
    expect(allows('10.0.0.5', '8.8.8.8')).toBe(false);
    expect(allows('169.254.169.254')).toBe(false);
    expect(allows('fd00:ec2::254')).toBe(false);
    expect(allows('100.64.0.1')).toBe(false);
    expect(allows()).toBe(false);
  });

  test('judges the address really connected to', () => {
    expect(secureAllows('vllm', ['10.0.0.5'], '10.0.0.5', byDefault).allowed).toBe(true);
    expect(secureAllows('vllm', ['10.0.0.5'], '8.8.8.8', byDefault).allowed).toBe(false);
  });

  test.each([
    ['vllm.internal', true],
    ['VLLM.Internal.', true],
    ['vllm.internal.evil.example', false],
    ['evil-vllm.internal', false],
    ['a.models.corp', true],
    ['b.a.models.corp', true],
    ['models.corp', false],
    ['evilmodels.corp', false],
  ])('names: %s → %s', (host, expected) => {
    const rules = readSecureRules({ hosts: ['vllm.internal', '*.models.corp'], cidrs: null });
    expect(secureAllows(host, ['10.0.0.5'], null, rules).allowed).toBe(expected);
  });

  test('a range among the hosts has to hold all addresses of the host', () => {
    const rules = readSecureRules({ hosts: ['10.1.0.0/16', '10.2.0.7', 'named.corp'], cidrs: ['10.0.0.0/8'] });
    expect(secureAllows('a', ['10.1.0.1', '10.1.200.1'], null, rules).allowed).toBe(true);
    expect(secureAllows('a', ['10.1.0.1', '10.2.0.7'], null, rules).allowed).toBe(true);
    expect(secureAllows('a', ['10.1.0.1', '10.3.0.1'], null, rules).allowed).toBe(false);
    expect(secureAllows('a', ['10.1.0.1'], '10.3.0.1', rules).allowed).toBe(false);
    expect(secureAllows('named.corp', ['10.3.0.1'], null, rules).allowed).toBe(true);
  });

  test('a matching name does not open an address outside the ranges', () => {
    const rules = readSecureRules({ hosts: ['vllm.internal'], cidrs: ['10.9.0.0/16'] });
    expect(secureAllows('vllm.internal', ['10.9.1.1'], null, rules).allowed).toBe(true);
    expect(secureAllows('vllm.internal', ['10.8.1.1'], null, rules).allowed).toBe(false);
  });

  test('a range of IPv4-mapped addresses is the IPv4 range', () => {
    const rules = readSecureRules({ hosts: null, cidrs: ['::ffff:10.9.0.0/112'] });
    expect(secureAllows('x', ['10.9.1.1'], null, rules).allowed).toBe(true);
    expect(secureAllows('x', ['10.8.1.1'], null, rules).allowed).toBe(false);
  });

  test('a metadata address is refused even inside a range that was opened', () => {
    const rules = readSecureRules({ hosts: ['169.254.0.0/16'], cidrs: ['169.254.0.0/16'] });
    expect(secureAllows('x', ['169.254.1.1'], null, rules).allowed).toBe(true);
    expect(secureAllows('x', ['169.254.169.254'], null, rules).allowed).toBe(false);
  });

  test.each([['10.0.0.0/33'], ['10.0.0/8'], ['not a cidr']])('%j is refused as a range', (entry) => {
    expect(() => readSecureRules({ hosts: null, cidrs: [entry] })).toThrow(RangeError);
  });

  test.each([['*.'], ['a..b'], ['*'], ['http://x'], ['x:80'], ['10.0.0.0/99']])('%j is refused as a host', (entry) => {
    expect(() => readSecureRules({ hosts: [entry], cidrs: null })).toThrow(RangeError);
  });
});
