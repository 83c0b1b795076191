/** What an operation that a signal cut short throws. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * Aborts at the first SIGTERM, SIGINT or SIGHUP from now on, so that what was started can be ended in order. A second
 * one ends the process at once.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = (): void => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort(new Stopped('Stopped by a signal.'));
  };
  // A terminal that is gone takes no more words.
  process.once('SIGHUP', () => process.stdout.on('error', () => undefined));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
  return stopping.signal;
}

/** Resolves when the signal aborts. */
export function whenStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
