import { describe, expect, it } from 'vitest';
import { marksOf } from '../../../src/journey/pins/marks.ts';
import type { Pin, PinEntry } from '../../../src/journey/pins/pin.ts';
import { ScopePins } from '../../../src/journey/pins/scope-pins.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const letter =
  'The customer wants the third invoice back, and an answer by Friday; nobody knows what it says but us two.';

const pin = (more: Partial<Pin> = {}): Pin => ({
  id: 'pin_1',
  kind: 'session',
  requestId: 'req_1',
  rule: 'codename',
  expiresAtMs: now + 1000,
  ...more,
});
const entry = (more: Partial<PinEntry> = {}): PinEntry => ({
  pin: pin(),
  requestId: 'req_1',
  part: 'request',
  traceId: 'trace_1',
  sessionId: 'session_1',
  texts: [marksOf(letter, 16)],
  ...more,
});
const call = (more: Partial<{ traceId: string; sessionId: string; text: string }> = {}) => {
  const { traceId = 'another', sessionId = 'another', text = 'Good morning.' } = more;
  return { traceId, sessionId, texts: [{ value: text }] };
};

function pinsWith(...entries: readonly PinEntry[]): ScopePins {
  const pins = new ScopePins();
  for (const one of entries) pins.add(one);
  return pins;
}

describe('what a pin covers', () => {
  it.each([
    ['trace', { traceId: 'trace_1' }, 'trace'],
    ['trace', { sessionId: 'session_1' }, undefined],
    ['trace', { text: letter }, undefined],
    ['session', { traceId: 'trace_1' }, 'trace'],
    ['session', { sessionId: 'session_1' }, 'session'],
    ['session', { text: `<summary>${letter}</summary>` }, 'text'],
    ['session', {}, undefined],
    ['instance', {}, 'instance'],
  ] as const)('%s: %o by %s', (kind, what, by) => {
    const texts = kind === 'session' ? [marksOf(letter, 16)] : [];
    const pins = pinsWith(entry({ pin: pin({ kind }), texts }));
    expect(pins.covering(call(what), now)?.by).toBe(by);
  });

  it('every call of the instance, while what tells its texts has not come', () => {
    const pins = pinsWith(entry({ part: 'answer', texts: null }));
    expect(pins.covering(call(), now)?.by).toBe('marks_missing');
    pins.add(entry({ part: 'answer', texts: [] }));
    expect(pins.covering(call(), now)).toBeNull();
  });

  it('what other sessions under it are', () => {
    const pins = pinsWith(entry(), entry({ requestId: 'req_2', sessionId: 'session_2', traceId: 'trace_2' }));
    expect(pins.covering(call({ sessionId: 'session_2' }), now)).toEqual({ pin: pin(), by: 'session' });
  });

  it('as long as the longest of several', () => {
    const longer = pin({ id: 'pin_2', expiresAtMs: now + 9000 });
    const pins = pinsWith(entry(), entry({ pin: longer, requestId: 'req_2' }));
    expect(pins.covering(call({ sessionId: 'session_1' }), now)?.pin.id).toBe('pin_2');
  });

  it('nothing after its time, which a later call may put off', () => {
    const pins = pinsWith(entry());
    pins.renew(pin({ expiresAtMs: now + 5000 }));
    expect(pins.covering(call({ sessionId: 'session_1' }), now + 4000)).not.toBeNull();
    expect(pins.covering(call({ sessionId: 'session_1' }), now + 5000)).toBeNull();
    expect(pins.covering(call({ text: letter }), now)).toBeNull();
    expect(pins.size).toBe(0);
  });

  it('nothing once it was lifted, whatever comes of it later', () => {
    const pins = pinsWith(entry());
    pins.lift('pin_1');
    pins.add(entry({ part: 'answer' }));
    pins.renew(pin({ expiresAtMs: now + 9000 }));
    expect(pins.covering(call({ sessionId: 'session_1', traceId: 'trace_1', text: letter }), now)).toBeNull();
  });
});

it('the same told twice counts once', () => {
  const pins = pinsWith(entry(), entry(), entry());
  const { size } = pins;
  expect(size).toBe(pinsWith(entry()).size);
});

it('the marks of one user and instance are bounded, and the newest stay', () => {
  const pins = new ScopePins();
  const text = (number: number): string => `Note ${number}: ${letter} ${number * 7919} ${String(number).repeat(9)}`;
  for (let number = 0; number < 8000; number++) {
    pins.add(entry({ requestId: `req_${number}`, texts: [marksOf(text(number), 16).slice(-3)] }));
  }
  expect(pins.size).toBeLessThan(8000 + 20_001);
  expect(pins.covering(call({ text: text(7999) }), now)?.by).toBe('text');
  expect(pins.covering(call({ sessionId: 'session_1' }), now)?.by).toBe('session');
});
