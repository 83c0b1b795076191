import type { IncomingMessage, ServerResponse } from 'node:http';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventDraft } from '../../src/audit/events.ts';
import { type Call, receiveCall } from '../../src/journey/call.ts';
import { refusal } from '../../src/journey/refusal.ts';
import { chatSurface } from '../../src/providers/openai/surface.ts';
import { createStrangers, type Strangers } from '../../src/journey/strangers.ts';

const refused = refusal('invalid_api_key', { detail: 'no such key' });

function callFrom(address: string, secret = ''): Call {
  const headers = secret === '' ? {} : { authorization: `Bearer ${secret}` };
  return receiveCall({ headers } as IncomingMessage, new EventEmitter() as ServerResponse, address, chatSurface);
}

describe('callers without a valid key', () => {
  let events: EventDraft[];
  let hasRoom: boolean;
  let strangers: Strangers;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
    events = [];
    hasRoom = true;
    strangers = createStrangers({
      appendStranger: (batch) => {
        if (hasRoom) events.push(...batch);
        return hasRoom;
      },
    });
  });
  afterEach(() => {
    strangers.stop();
    vi.useRealTimers();
  });
  const opens = (): unknown[] =>
    events.filter((event) => event.kind === 'open').map((event) => event.head.client_address);
  const counted = (): unknown[] => events.filter((event) => event.kind === 'denials').map((event) => event.head.count);

  it('are records with the prefix of their key, and nothing of what they sent', () => {
    expect(strangers.refused(callFrom('203.0.113.1', 'tg_secret_of_somebody'), refused)).toBe(0);
    expect(events).toMatchObject([
      { kind: 'open', head: { key: { id: null, prefix: 'tg_secr' }, user: null }, content: null },
      {
        kind: 'settle',
        head: { status: 'denied', http_status: 401, error_code: 'invalid_api_key', error_detail: 'no such key' },
        content: null,
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('tg_secret');
  });

  it('are ten records a minute for an address; the rest is counted, and answered more slowly', () => {
    const waits = Array.from({ length: 25 }, (_, number) =>
      strangers.refused(callFrom('203.0.113.1', `k${number}`), refused),
    );
    expect(waits).toEqual([...Array<number>(10).fill(0), ...Array<number>(15).fill(1000)]);
    expect(opens()).toHaveLength(10);
    expect(strangers.refused(callFrom('203.0.113.2', 'other'), refused)).toBe(0);
    vi.advanceTimersByTime(61_000);
    expect(counted()).toEqual([15]);
    expect(opens()).toHaveLength(11);
  });

  it('are ten records a minute for a prefix, from wherever they come', () => {
    const waits = Array.from({ length: 30 }, (_, number) =>
      strangers.refused(callFrom(`203.0.113.${number}`, 'tg_same_prefix'), refused),
    );
    expect(opens()).toHaveLength(10);
    expect(new Set(waits)).toEqual(new Set([0]));
  });

  it('are never held in greater number than a process can bear', () => {
    for (let number = 0; number < 1000; number++) strangers.refused(callFrom('203.0.113.1'), refused);
    expect(strangers.refused(callFrom('203.0.113.1'), refused)).toBe(0);
    vi.advanceTimersByTime(1001);
    expect(strangers.refused(callFrom('203.0.113.1'), refused)).toBe(1000);
  });

  it('are counted when there is no room for records, and the count is kept until there is', () => {
    hasRoom = false;
    for (let number = 0; number < 5; number++) strangers.refused(callFrom(`203.0.113.${number}`), refused);
    vi.advanceTimersByTime(61_000);
    hasRoom = true;
    strangers.stop();
    expect(counted()).toEqual([5]);
  });
});
