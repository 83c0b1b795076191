import { describe, expect, it } from 'vitest';
import { money } from '@tollgate/contract';
import { createRates } from '../../src/journey/limits/exchange-rates.ts';
import { grant } from '../../src/journey/limits/grant.ts';
import { durationText } from '../../src/journey/limits/limit-headers.ts';
import { createPeriods } from '../../src/journey/limits/periods.ts';
import { readUnits, unitsOf, unitsText } from '../../src/journey/limits/units.ts';

describe('periods', () => {
  const dayOf = (zone: string, at: string): string[] => {
    const { fromMs, toMs } = createPeriods(zone)('day', Date.parse(at));
    return [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  };

  it('have days of 23 and of 25 hours where clocks change', () => {
    expect(dayOf('Europe/Berlin', '2026-03-29T12:00:00Z')).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    expect(dayOf('Europe/Berlin', '2026-10-25T12:00:00Z')).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('begin with the first moment of a day whose midnight does not exist', () => {
    expect(dayOf('Africa/Cairo', '2026-04-24T12:00:00Z')[0]).toBe('2026-04-23T22:00:00.000Z');
  });

  it('follow each other without a gap, the month of a moment included', () => {
    const periods = createPeriods('Asia/Shanghai');
    const november = periods('month', Date.parse('2026-11-30T15:59:59.999Z'));
    const december = periods('month', Date.parse('2026-11-30T16:00:00Z'));
    expect(november.toMs).toBe(december.fromMs);
    expect(december.from).toBe('2026-11-30T16:00:00.000Z');
    const minute = periods('minute', 90_000);
    expect([minute.fromMs, minute.toMs]).toEqual([60_000, 120_000]);
  });
});

describe('grants', () => {
  it('never exceed the limit together, whoever asks for what', () => {
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 200; round++) {
      const limit = BigInt(random(500));
      const granted = [0n, 0n, 0n];
      for (let step = 0; step < 100; step++) {
        const who = random(3);
        const taken = granted.reduce((sum, one, index) => (index === who ? sum : sum + one), 0n);
        const mine = granted[who]!;
        const asking = { limit, granted: mine, held: mine, need: BigInt(random(20)), ahead: BigInt(random(200)) };
        granted[who] = mine + grant(asking, { taken, replicas: 3, isRecalled: random(4) === 0 });
        expect(granted.reduce((sum, one) => sum + one, 0n)).toBeLessThanOrEqual(limit);
      }
    }
  });

  it('give what is needed to the last unit, and nothing ahead where somebody ran short', () => {
    const asking = { limit: 100n, granted: 0n, held: 0n, need: 1n, ahead: 32n };
    expect(grant(asking, { taken: 99n, replicas: 2, isRecalled: false })).toBe(1n);
    expect(grant(asking, { taken: 0n, replicas: 2, isRecalled: false })).toBe(25n);
    expect(grant(asking, { taken: 0n, replicas: 2, isRecalled: true })).toBe(1n);
    expect(grant(asking, { taken: 100n, replicas: 2, isRecalled: false })).toBe(0n);
  });

  it('take what was spent beyond a lease into account', () => {
    const asking = { limit: 100n, granted: 40n, held: 60n, need: 50n, ahead: 0n };
    expect(grant(asking, { taken: 30n, replicas: 2, isRecalled: false })).toBe(10n);
  });
});

describe('amounts', () => {
  it('are exact to 15 decimals and rounded up beyond', () => {
    expect(unitsText(readUnits('0.000000000000001', 'money'), 'money')).toBe('0.000000000000001');
    expect(unitsText(unitsOf(money.decimal('0.0000000000000011'), 'money'), 'money')).toBe('0.000000000000002');
    expect(unitsText(readUnits('1200', 'tokens'), 'tokens')).toBe('1200');
    expect(unitsText(readUnits('12.500', 'money'), 'money')).toBe('12.5');
  });

  it('are converted straight, the other way round, and over a common base; never by a guess', () => {
    const rates = createRates(() => [
      { base: 'EUR', currency: 'USD', rate: '1.25' },
      { base: 'EUR', currency: 'CNY', rate: '8' },
    ]);
    const convert = (amount: string, from: string, to: string): string | null => {
      const converted = rates.convert(money.decimal(amount), from, to);
      return converted && unitsText(unitsOf(converted, 'money'), 'money');
    };
    expect(convert('2', 'EUR', 'USD')).toBe('2.5');
    expect(convert('2.5', 'USD', 'EUR')).toBe('2');
    expect(convert('1.25', 'USD', 'CNY')).toBe('8');
    expect(convert('1', 'CNY', 'USD')).toBe('0.15625');
    expect(convert('1', 'USD', 'JPY')).toBeNull();
    expect(convert('1', 'JPY', 'JPY')).toBe('1');
  });
});

it('durations are written as OpenAI writes them', () => {
  expect([17, 1000, 360_000, 3_723_000].map(durationText)).toEqual(['17ms', '1s', '6m0s', '1h2m3s']);
});
