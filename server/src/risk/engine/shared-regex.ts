import type { RRegex } from 'rregex';
import { readPattern } from './regex-engine.ts';

/** A pattern of the engine in memory, and how many hold it. */
export interface SharedRegex {
  readonly regex: RRegex;
  /** Gives it back; the last one to do so frees it. Whoever does not leaves that to the garbage collector. */
  release(): void;
}

interface Held {
  readonly regex: RRegex;
  uses: number;
}

/**
 * Patterns that are in use, by their source. One takes from 1 to 45 MB outside of the collector's sight, and rules are
 * compiled anew on each change of policy: the same pattern is there once.
 */
const inUse = new Map<string, WeakRef<Held>>();
const forgotten = new FinalizationRegistry<string>((source) => {
  if (inUse.get(source)?.deref() === undefined) inUse.delete(source);
});

/** @throws what the engine says of a pattern that it does not take */
export function shareRegex(source: string): SharedRegex {
  const held = inUse.get(source)?.deref() ?? hold(source);
  held.uses++;
  let isReleased = false;
  return {
    regex: held.regex,
    release() {
      if (isReleased) return;
      isReleased = true;
      if (--held.uses > 0) return;
      inUse.delete(source);
      held.regex.free();
    },
  };
}

function hold(source: string): Held {
  const held = { regex: readPattern(source), uses: 0 };
  inUse.set(source, new WeakRef(held));
  forgotten.register(held, source);
  return held;
}
