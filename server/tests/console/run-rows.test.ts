import { describe, expect, test } from 'vitest';
import { axisOf, rowsOf } from '../../../console/src/features/run/rows.ts';

type Call = Parameters<typeof rowsOf>[0][number];

function call(number: number, at: number, more: Partial<Call> = {}): Call {
  return {
    request_id: `req_${number}`,
    trace_id: 'trc_1',
    at: new Date(at).toISOString(),
    status: 'completed',
    route: 'external',
    parent: null,
    timings_ms: { queue: 0, scan: 0, record: 0, first_token: null, total: 1000 },
    ...more,
  } as Call;
}

const second = 1000;
const hour = 3600 * second;
const run = [
  call(1, 0),
  call(2, 1200, { parent: { request_id: 'req_1', tool_calls: ['call_a', 'call_b'] } }),
  call(3, 5000, { route: 'secure', trace_id: 'trc_2' }),
  call(4, 9000, { trace_id: 'trc_2' }),
];

describe('the lines of a run', () => {
  test('put the tools that a call asked for under it, with the step that carried their results and the time between', () => {
    const rows = rowsOf(run, new Set(), false);
    expect(rows.map(({ kind }) => kind)).toEqual(['call', 'tools', 'call', 'secure', 'call', 'call']);
    expect(rows[1]).toMatchObject({ ids: ['call_a', 'call_b'], number: 2, ms: 200 });
  });

  test('leave out what is folded, and put the calls of a conversation under their runs', () => {
    expect(rowsOf(run, new Set(['req_1']), false)).toHaveLength(5);
    expect(rowsOf(run, new Set(['trace trc_2']), true).map(({ kind }) => kind)).toEqual([
      'trace',
      'call',
      'tools',
      'call',
      'trace',
    ]);
  });

  test('say where a run turned secure only where it was not from the start', () => {
    const secure = [call(1, 0, { route: 'secure' }), call(2, 2000, { route: 'secure' })];
    expect(rowsOf(secure, new Set(), false).map(({ kind }) => kind)).toEqual(['call', 'call']);
  });
});

describe('the axis of a run', () => {
  const calls = [call(1, 0), call(2, hour)];

  test('is true to the time where idle stretches are shown', () => {
    const axis = axisOf(calls, false);
    expect(axis(0)).toBe(0);
    expect(axis(hour + second)).toBe(1);
    expect(axis(hour / 2)).toBeCloseTo(0.5, 2);
  });

  test('gives idle stretches little room where they are folded, and keeps the order of time', () => {
    const axis = axisOf(calls, true);
    expect(axis(second)).toBeGreaterThan(0.48);
    expect(axis(hour)).toBeLessThan(0.52);
    expect(axis(second)).toBeLessThan(axis(hour / 2));
    expect(axis(hour / 2)).toBeLessThan(axis(hour));
  });
});
