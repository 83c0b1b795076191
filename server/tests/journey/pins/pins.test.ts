import { describe, expect, it } from 'vitest';
import type { NewEntry, PinChange } from '../../../src/audit/pins/pins.queries.ts';
import { createMarksBox } from '../../../src/journey/pins/marks-box.ts';
import { marksOf } from '../../../src/journey/pins/marks.ts';
import type { PinEntry } from '../../../src/journey/pins/pin.ts';
import { createPins, type Pins, type PinStore } from '../../../src/journey/pins/pins.ts';

const key = Buffer.alloc(32, 3);
const scope = { userId: 'ada', instanceId: 'claw-1' };
const letter =
  'The customer wants the third invoice back, and an answer by Friday; nobody knows what it says but us two.';
const entry: PinEntry = {
  pin: { id: 'pin_1', kind: 'session', requestId: 'req_1', rule: 'codename', expiresAtMs: Date.now() + 60_000 },
  requestId: 'req_1',
  part: 'request',
  traceId: 'trace_1',
  sessionId: 'session_1',
  texts: [marksOf(letter, 16)],
};
const call = (sessionId: string, value = 'Good morning.') => ({ traceId: 'x', sessionId, texts: [{ value }] });

/** A database that several processes share, and that can be away. */
class Shared implements PinStore {
  readonly rows: (NewEntry & { isLifted: boolean; changedAtMs: number })[] = [];
  readonly asked: number[] = [];
  isAway = false;
  #clock = 1_000_000;

  async changes({ userId, instanceId }: typeof scope, sinceMs: number): Promise<readonly PinChange[]> {
    this.asked.push(sinceMs);
    if (this.isAway) throw new Error('away');
    return this.rows
      .filter((row) => row.userId === userId && row.instanceId === instanceId && row.changedAtMs > sinceMs)
      .map(({ pin, isLifted, changedAtMs, ...rest }) => ({ pin, isLifted, changedAtMs, entry: rest }));
  }

  async insert(row: NewEntry): Promise<void> {
    if (this.isAway) throw new Error('away');
    this.rows.push({ ...row, isLifted: false, changedAtMs: (this.#clock += 1000) });
  }

  lift(): void {
    for (const row of this.rows) Object.assign(row, { isLifted: true, changedAtMs: (this.#clock += 1000) });
  }

  process(): Pins {
    return createPins({ indexKey: () => key, store: this, log: { warn: () => undefined } });
  }
}

describe('pins of several processes', () => {
  it('are known to all of them as soon as one entered them, texts too', async () => {
    const shared = new Shared();
    const [one, other] = [shared.process(), shared.process()];
    expect(await other.covering(scope, call('session_1'))).toEqual({ pinned: null, unknown: null });
    await one.enter(scope, entry);
    expect((await other.covering(scope, call('session_1'))).pinned?.by).toBe('session');
    expect((await other.covering(scope, call('s', `They said: ${letter}`))).pinned?.by).toBe('text');
    expect((await other.covering({ ...scope, instanceId: 'claw-2' }, call('session_1'))).pinned).toBeNull();
    expect((await other.covering({ ...scope, userId: 'bob' }, call('session_1'))).pinned).toBeNull();
  });

  it('keep nothing that a guess could be tried against', async () => {
    const shared = new Shared();
    await shared.process().enter(scope, entry);
    const marks = shared.rows[0]?.marks;
    expect(marks && createMarksBox(key).open(marks)).toEqual(entry.texts);
    expect(marks && createMarksBox(Buffer.alloc(32, 4)).open(marks)).toBeNull();
    expect(
      createMarksBox(key)
        .seal([[1]])
        .equals(createMarksBox(key).seal([[1]])),
    ).toBe(false);
  });

  it('are asked for on each call that is not known to be held, and only for what is new', async () => {
    const shared = new Shared();
    const [one, other] = [shared.process(), shared.process()];
    await one.enter(scope, entry);
    await other.covering(scope, call('free'));
    await other.covering(scope, call('free'));
    await other.covering(scope, call('session_1'));
    expect(shared.asked).toHaveLength(2);
    expect(shared.asked[0]).toBe(0);
    expect(shared.asked[1]).toBeGreaterThan(0);
  });

  it('end for all when they are lifted', async () => {
    const shared = new Shared();
    const [one, other] = [shared.process(), shared.process()];
    await one.enter(scope, entry);
    shared.lift();
    expect((await other.covering(scope, call('session_1'))).pinned).toBeNull();
    expect((await one.covering(scope, call('session_1', 'x'))).pinned).toBeNull();
  });
});

describe('a database that is away', () => {
  it('leaves who is held held, and of others unknown whether they are', async () => {
    const shared = new Shared();
    const pins = shared.process();
    await pins.enter(scope, entry);
    shared.isAway = true;
    expect((await pins.covering(scope, call('session_1'))).pinned?.by).toBe('session');
    expect(await pins.covering(scope, call('free'))).toEqual({
      pinned: null,
      unknown: 'the database did not answer',
    });
  });

  it('gets what it missed when it is back', async () => {
    const shared = new Shared();
    const pins = shared.process();
    shared.isAway = true;
    await pins.enter(scope, entry);
    expect(shared.rows).toEqual([]);
    expect((await pins.covering(scope, call('session_1'))).pinned?.by).toBe('session');
    shared.isAway = false;
    await pins.stop();
    expect(shared.rows.map(({ requestId, marks }) => [requestId, marks === null])).toEqual([['req_1', false]]);
  });
});

it('nothing can be told without the key that all share', async () => {
  const shared = new Shared();
  const pins = createPins({ indexKey: () => null, store: shared, log: { warn: () => undefined } });
  expect((await pins.covering(scope, call('free'))).unknown).toContain('key');
});
