import { expect, test } from 'vitest';
import { Rule } from '@tollgate/contract';
import { createScanning } from '../../src/journey/scanning.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { collectFingerprints } from '../../src/risk/fingerprints/collect.ts';
import { fingerprintKeys } from '../../src/risk/fingerprints/keys.ts';

test('a request that is scanned in a thread is compared with the values of now', async () => {
  const rule = Rule.parse({
    id: 'customer_numbers',
    display_name: 'Customer numbers',
    category: 'enterprise',
    kind: 'fingerprints',
    fingerprints: 'customers',
    severity: 'high',
    action: 'block',
  });
  const rulesWith = (value: string) => {
    const work = collectFingerprints('customers', fingerprintKeys(Buffer.alloc(32, 1), 'customers'), [value]);
    let step = work.next();
    while (!step.done) step = work.next();
    return compileRules({
      builtIn: [],
      overrides: [],
      custom: [rule],
      fingerprints: new Map([['customers', step.value.set]]),
    });
  };
  const scanning = createScanning({ thread: new URL('../../src/scan-thread.ts', import.meta.url), hereMax: 10 });
  const find = async (value: string) => {
    const texts = [{ place: 'text', scope: 'user' as const, value: 'about CUST 884201, and then some' }];
    const { hits } = await scanning.scan(rulesWith(value), texts);
    return hits.map(({ start, end }) => [start, end]);
  };
  try {
    expect(await find('CUST-884201')).toEqual([[6, 17]]);
    expect(await find('CUST-884202')).toEqual([]);
  } finally {
    await scanning.stop();
  }
});
