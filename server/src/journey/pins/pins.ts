import { LRUCache } from 'lru-cache';
import { type NewEntry, type PinChange } from '../../audit/pins/pins.queries.ts';
import type { Logger } from '../../platform/logger.ts';
import { createMarksBox, type MarksBox } from './marks-box.ts';
import { OutsideTexts } from './outside-texts.ts';
import type { Pin, PinEntry, PinScope, PinsFound } from './pin.ts';
import { type CallToPin, ScopePins } from './scope-pins.ts';
import { TextMemory } from './text-memory.ts';

/** What the database knows of pins. */
export interface PinStore {
  /** The pins in force of a user and instance that changed since; it fails when the database does not answer at once. */
  changes(scope: PinScope, sinceMs: number): Promise<readonly PinChange[]>;
  insert(entry: NewEntry): Promise<void>;
}

/** The pins of all callers: in memory for who called lately, in PostgreSQL for everybody. */
export interface Pins {
  /** Asks the database too, unless what is known covers the call and was asked for within the last second. */
  covering(scope: PinScope, call: CallToPin): Promise<PinsFound>;
  /** Enters a call under a pin, here and, when it answers at once, in the database; else there as soon as it does. */
  enter(scope: PinScope, entry: PinEntry): Promise<void>;
  readonly outside: OutsideTexts;
  /** Texts whose marks were entered under a pin. */
  readonly marked: TextMemory;
  /** Tries once more to enter what the database did not take, and ends. */
  stop(): Promise<void>;
}

/** Known pins of so many marks and calls in all; who called longest ago is forgotten here, and asked for again. */
const sizeMax = 1_000_000;
const freshMs = 1000;
/** A change may show late, when its transaction took long. */
const overlapMs = 30_000;
const retryMs = 1000;
const waitingMax = 20_000;
const markedMax = 20_000;

interface Known {
  readonly pins: ScopePins;
  sinceMs: number;
  askedAt: number;
}

export interface PinsOptions {
  /** The key that all replicas share; null while it is not known. */
  readonly indexKey: () => Buffer | null;
  readonly store: PinStore;
  readonly log: Pick<Logger, 'warn'>;
}

export function createPins({ indexKey, store, log }: PinsOptions): Pins {
  let box: MarksBox | null = null;
  const known = new LRUCache<string, Known>({ maxSize: sizeMax, sizeCalculation: ({ pins }) => 20 + pins.size });
  const waiting: NewEntry[] = [];
  let timer: NodeJS.Timeout | null = null;

  const boxNow = (): MarksBox | null => {
    const key = box === null ? indexKey() : null;
    if (key !== null) box = createMarksBox(key);
    return box;
  };

  const knownOf = (scope: PinScope): Known => {
    const there = known.get(nameOf(scope));
    if (there) return there;
    const made = { pins: new ScopePins(), sinceMs: 0, askedAt: Number.NEGATIVE_INFINITY };
    known.set(nameOf(scope), made);
    return made;
  };

  /** It has grown: its size is taken anew. */
  const remember = (scope: PinScope, one: Known): void => void known.set(nameOf(scope), one);

  const ask = async (scope: PinScope, one: Known, opener: MarksBox): Promise<void> => {
    const askedAt = performance.now();
    for (const change of await store.changes(scope, one.sinceMs)) {
      if (change.isLifted) one.pins.lift(change.pin.id);
      else if (change.entry) one.pins.add(entryOf(change.pin, change.entry, opener));
      else one.pins.renew(change.pin);
      one.sinceMs = Math.max(one.sinceMs, change.changedAtMs - overlapMs);
    }
    one.askedAt = askedAt;
    remember(scope, one);
  };

  const insertWaiting = async (): Promise<void> => {
    timer = null;
    try {
      for (let next = waiting[0]; next; next = waiting[0]) {
        await store.insert(next);
        waiting.shift();
      }
    } catch {
      timer = setTimeout(() => void insertWaiting(), retryMs).unref();
    }
  };

  const wait = (entry: NewEntry): void => {
    if (waiting.length >= waitingMax) waiting.shift();
    waiting.push(entry);
    timer ??= setTimeout(() => void insertWaiting(), retryMs).unref();
  };

  return {
    outside: new OutsideTexts(),
    marked: new TextMemory(markedMax),
    async covering(scope, call) {
      const opener = boxNow();
      const one = knownOf(scope);
      const before = one.pins.covering(call, Date.now());
      if (before && performance.now() - one.askedAt < freshMs) return { pinned: before, unknown: null };
      if (opener === null) return { pinned: before, unknown: before ? null : 'the shared key is not known yet' };
      try {
        await ask(scope, one, opener);
      } catch {
        return { pinned: before, unknown: before ? null : 'the database did not answer' };
      }
      return { pinned: one.pins.covering(call, Date.now()), unknown: null };
    },
    async enter(scope, entry) {
      const one = knownOf(scope);
      one.pins.add(entry);
      remember(scope, one);
      const { texts, ...rest } = entry;
      const marks = texts === null ? null : (boxNow()?.seal(texts) ?? null);
      const row = { ...rest, ...scope, marks };
      try {
        await store.insert(row);
      } catch {
        log.warn({ request_id: entry.requestId }, 'a pin could not be entered in the database yet');
        wait(row);
      }
    },
    async stop() {
      if (timer) clearTimeout(timer);
      await insertWaiting();
      if (timer) clearTimeout(timer);
    },
  };
}

function entryOf(pin: Pin, entry: NonNullable<PinChange['entry']>, box: MarksBox): PinEntry {
  const { marks, ...rest } = entry;
  return { pin, ...rest, texts: marks === null ? null : marks.length === 0 ? [] : box.open(marks) };
}

function nameOf({ userId, instanceId }: PinScope): string {
  return `${userId}\n${instanceId}`;
}
