import { ProblemError } from './problem.ts';

const atOnceMax = 4;
const perMinuteMax = 60;
const minuteMs = 60_000;

/**
 * Bounds what administrators make this gateway ask of other servers: four at once, sixty a minute. Otherwise somebody with
 * a stolen token could scan a network by it.
 * @returns does the work, or throws ProblemError (429)
 */
export function createAskingLimit(now: () => number = Date.now): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  let window = { startedMs: 0, count: 0 };
  return async (work) => {
    if (now() - window.startedMs >= minuteMs) window = { startedMs: now(), count: 0 };
    if (window.count >= perMinuteMax || running >= atOnceMax) {
      const waitS = running >= atOnceMax ? 1 : Math.ceil((window.startedMs + minuteMs - now()) / 1000);
      const headers = { 'retry-after': String(Math.max(1, waitS)) };
      throw new ProblemError(429, 'Too many providers are being asked: try again in a moment.', { headers });
    }
    window.count += 1;
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
}
