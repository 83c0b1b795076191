import { describe, expect, it } from 'vitest';
import { identify } from '../../src/journey/identify.ts';
import type { CarriedId } from '../../src/providers/request/governed-request.ts';
import type { Continuation } from '../../src/journey/conversations.ts';

const nothing: Partial<Record<CarriedId, string | null>> = {
  trace_id: null,
  'metadata.trace_id': null,
  session_id: null,
  'metadata.session_id': null,
  conversation: null,
  prompt_cache_key: null,
};
const hex = 'a1'.repeat(16);
const traceparent = (trace: string): string => `00-${trace}-${'b'.repeat(16)}-01`;

/** Every source of the table in DESIGN's order, with the value that it gives. */
const traceSources: readonly (readonly [value: string, headers: object, carried: object])[] = [
  ['t-1', { 'x-trace-id': 't-1' }, {}],
  ['t-2', { 'x-openclaw-run-id': 't-2' }, {}],
  ['t-3', { 'x-clawrouter-client': 'openclaw', 'x-request-id': 't-3:model:12' }, {}],
  ['t-4', { 'x-codex-turn-metadata': '{"turn_id":"t-4"}' }, {}],
  [hex, { traceparent: traceparent(hex) }, {}],
  ['t-6', {}, { trace_id: 't-6' }],
  ['t-7', {}, { 'metadata.trace_id': 't-7' }],
];
const sessionSources: readonly (readonly [value: string, headers: object, carried: object])[] = [
  ...[
    'x-clawrouter-session-id',
    'x-openclaw-session-key',
    'x-claude-code-session-id',
    'session-id',
    'session_id',
    'x-session-id',
    'x-session-affinity',
    'x-opencode-session',
  ].map((name, index) => [`s-${index}`, { [name]: `s-${index}` }, {}] as const),
  ['s-8', {}, { session_id: 's-8' }],
  ['s-9', {}, { 'metadata.session_id': 's-9' }],
  ['s-10', {}, { conversation: 's-10' }],
  ['s-11', {}, { prompt_cache_key: 's-11:3' }],
];

function all(sources: typeof traceSources, from: number): [Record<string, string>, typeof nothing] {
  const later = sources.slice(from);
  return [
    Object.assign({}, ...later.map(([, headers]) => headers)) as Record<string, string>,
    Object.assign({ ...nothing }, ...later.map(([, , carried]) => carried)) as typeof nothing,
  ];
}

const linked: Continuation = {
  call: { requestId: 'req_1', traceId: 'linked', sessionId: 'its-session' },
  toolCalls: [],
  newFrom: 2,
  isSameRun: true,
};

describe('the trace of a call', () => {
  it.each(traceSources.map(([value], index) => [index, value] as const))(
    'comes from source %i when none before it speaks',
    (index, value) => {
      const [headers, carried] = all(traceSources, index);
      expect(identify(headers, carried, linked)).toMatchObject({ traceId: value, isTraceNew: false });
    },
  );

  it('is that of the call whose tool results are sent, when none is named', () => {
    expect(identify({}, nothing, linked)).toMatchObject({ traceId: 'linked', sessionId: 'its-session' });
  });

  it('is new when a conversation goes on with something new, and the session is the same', () => {
    const { traceId, sessionId } = identify({}, nothing, { ...linked, isSameRun: false });
    expect(traceId).toMatch(/^trc_/);
    expect(sessionId).toBe('its-session');
  });

  it('is new, and its own session, when nothing tells it', () => {
    const first = identify({}, nothing, null);
    expect(first.traceId).toMatch(/^trc_[0-9a-f-]{36}$/);
    expect(first).toMatchObject({ sessionId: first.traceId, clientRequestId: null, isTraceNew: true });
    expect(identify({}, nothing, null).traceId).not.toBe(first.traceId);
  });

  it.each(['', ' ', 'with blank', 'x'.repeat(257), 'line\nbreak', 'ümlaut', '\u0000'])(
    'is never %j: the next source speaks',
    (value) => {
      expect(identify({ 'x-trace-id': value, 'x-openclaw-run-id': 'next' }, nothing, null).traceId).toBe('next');
      expect(identify({}, { ...nothing, trace_id: value, 'metadata.trace_id': 'next' }, null).traceId).toBe('next');
    },
  );

  it('may have 256 characters', () => {
    expect(identify({ 'x-trace-id': 'x'.repeat(256) }, nothing, null).traceId).toBe('x'.repeat(256));
  });

  it.each([
    traceparent('0'.repeat(32)),
    traceparent(hex.toUpperCase()),
    `00-${hex}-01`,
    hex,
    traceparent(hex).slice(1),
  ])('is not in the traceparent %j', (value) => {
    expect(identify({ traceparent: value }, nothing, linked).traceId).toBe('linked');
  });

  it("is in a request id only for ClawRouter's clients, up to the last :model:n", () => {
    expect(identify({ 'x-request-id': 'run:model:1' }, nothing, linked)).toMatchObject({
      traceId: 'linked',
      clientRequestId: 'run:model:1',
    });
    expect(
      identify({ 'x-clawrouter-client': 'openclaw', 'x-request-id': 'run-without' }, nothing, linked).traceId,
    ).toBe('linked');
    expect(
      identify({ 'x-clawrouter-client': 'openclaw', 'x-request-id': 'a:model:1:model:22' }, nothing, null).traceId,
    ).toBe('a:model:1');
  });

  it.each(['', 'null', '[1]', '{"turn_id":7}', '{"turn_id":', `{"turn_id":"${'x'.repeat(5000)}"}`])(
    "is not in Codex's metadata %j",
    (value) => {
      expect(identify({ 'x-codex-turn-metadata': value }, nothing, linked).traceId).toBe('linked');
    },
  );
});

describe('the session of a call', () => {
  it.each(sessionSources.map(([value], index) => [index, value] as const))(
    'comes from source %i when none before it speaks',
    (index, value) => {
      const [headers, carried] = all(sessionSources, index);
      expect(identify(headers, carried, null)).toMatchObject({ sessionId: value, isTraceNew: true });
    },
  );

  it.each([
    ['session:0', 'session'],
    ['a:b:12', 'a:b'],
    ['no-number:x', 'no-number:x'],
    ['plain', 'plain'],
  ])('is what stands before the last :n of the prompt_cache_key %j', (key, session) => {
    expect(identify({}, { ...nothing, prompt_cache_key: key }, null).sessionId).toBe(session);
  });

  it('is the trace when no session is named', () => {
    expect(identify({ 'x-trace-id': 't' }, nothing, null).sessionId).toBe('t');
  });
});
