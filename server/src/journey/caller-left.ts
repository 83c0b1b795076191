import type { Call } from './call.ts';

/** How long the provider may go on for a caller that already has its finish reason, or under `drain`. */
const finishedMs = 2000;
const drainMs = 30_000;

/**
 * Aborts when the provider's work should end because the caller left: at once, or after a bounded drain when the
 * caller already got its finish reason, or when the provider is set to `drain` for the sake of the true usage.
 */
export function cancelWhenLeft(call: Call, policy: 'cancel' | 'drain', hasFinished: () => boolean): AbortController {
  const cancel = new AbortController();
  const onLeft = (): void => {
    const waitMs = hasFinished() ? finishedMs : policy === 'drain' ? drainMs : 0;
    if (waitMs === 0) cancel.abort();
    else setTimeout(() => cancel.abort(), waitMs).unref();
  };
  if (call.left.aborted) onLeft();
  else call.left.addEventListener('abort', onLeft, { once: true });
  return cancel;
}
