import { describe, expect, test } from 'vitest';
import { createThoughtSignatures } from '../../../src/providers/google/thought-signatures.ts';

describe('thought signatures', () => {
  test('are found by the call’s id, however an agent writes its punctuation', () => {
    const signatures = createThoughtSignatures();
    signatures.remember('ada claw-1', 'call_ab-12', 'sig');
    expect(signatures.of('ada claw-1')('callab12')).toBe('sig');
  });

  test('are found by nobody else, and not by another instance', () => {
    const signatures = createThoughtSignatures();
    signatures.remember('ada claw-1', 'call_0', 'sig');
    for (const scope of ['ada claw-2', 'bob claw-1', 'ada', '']) expect(signatures.of(scope)('call_0')).toBeNull();
  });

  test('of the same id are the newest one', () => {
    const signatures = createThoughtSignatures();
    signatures.remember('ada', 'call_0', 'first');
    signatures.remember('ada', 'call_0', 'second');
    expect(signatures.of('ada')('call_0')).toBe('second');
  });

  test('are none for an id or a signature that is empty', () => {
    const signatures = createThoughtSignatures();
    signatures.remember('ada', '--', 'sig');
    signatures.remember('ada', 'call_1', '');
    expect([signatures.of('ada')('__'), signatures.of('ada')('call_1')]).toEqual([null, null]);
  });

  test('take no more room than they may: the oldest go, and a giant one drives none out', () => {
    const signatures = createThoughtSignatures({ bytesMax: 20_000 });
    const of = signatures.of('ada');
    for (let index = 0; index < 100; index += 1) signatures.remember('ada', `call_${index}`, 's'.repeat(1000));
    signatures.remember('ada', 'giant', 's'.repeat(10_000));
    const kept = Array.from({ length: 100 }, (_, index) => of(`call_${index}`)).filter((it) => it !== null);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThan(20);
    expect([of('call_99'), of('call_0'), of('giant')]).toEqual(['s'.repeat(1000), null, null]);
  });

  test('are forgotten when they are old', () => {
    let nowMs = 1000;
    const signatures = createThoughtSignatures({ ageMaxMs: 60_000, now: () => nowMs });
    signatures.remember('ada', 'call_1', 'sig');
    nowMs += 59_000;
    expect(signatures.of('ada')('call_1')).toBe('sig');
    nowMs += 2000;
    expect(signatures.of('ada')('call_1')).toBeNull();
  });
});
