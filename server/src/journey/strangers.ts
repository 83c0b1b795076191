import { LRUCache } from 'lru-cache';
import type { Journal } from '../audit/journal/journal.ts';
import type { Call } from './call.ts';
import { presentedSecret } from './authenticate.ts';
import { settleHead } from './settle.ts';
import type { Refusal } from './refusal.ts';

/**
 * Callers without a valid key. Their refusals are not awaited and bounded: ten a minute for an address or a key's prefix
 * become records, the rest is counted, and an address that fails more often than that is answered more slowly. Whoever
 * has no key can neither fill the record nor hold up a governed call.
 */
export interface Strangers {
  /** Records or counts the refusal. @returns how long to wait before answering, in milliseconds */
  refused(call: Call, refusal: Refusal): number;
  stop(): void;
}

const windowMs = 60_000;
const recordsPerWindow = 10;
const delayedAtOnceMax = 200;
const delayMs = 1000;

export function createStrangers(journal: Pick<Journal, 'appendStranger'>): Strangers {
  const windows = new LRUCache<string, { count: number }>({ max: 20_000, ttl: windowMs });
  let counted = 0;
  let since = new Date().toISOString();
  let delayed = 0;

  const countOf = (key: string): number => {
    const window = windows.get(key);
    if (!window) windows.set(key, { count: 1 });
    return window ? ++window.count : 1;
  };
  const flush = (): void => {
    if (counted === 0) return;
    const until = new Date().toISOString();
    if (journal.appendStranger([{ kind: 'denials', head: { since, until, count: counted }, content: null }])) {
      counted = 0;
      since = until;
    }
  };
  const timer = setInterval(flush, windowMs).unref();

  return {
    refused(call, refusal) {
      const prefix = (presentedSecret(call.headers) ?? '').slice(0, 7);
      const byAddress = countOf(`address ${call.clientAddress}`);
      const byPrefix = countOf(`prefix ${prefix}`);
      const { head } = call.draft;
      if (prefix !== '') head.key = { id: null, prefix };
      const isRecorded =
        Math.max(byAddress, byPrefix) <= recordsPerWindow &&
        journal.appendStranger([
          { kind: 'open', head, content: null },
          {
            kind: 'settle',
            head: settleHead(call, {
              status: refusal.status,
              httpStatus: refusal.httpStatus,
              errorCode: refusal.code,
              errorDetail: refusal.detail,
            }),
            content: null,
          },
        ]);
      if (!isRecorded) counted++;
      if (byAddress <= recordsPerWindow || delayed >= delayedAtOnceMax) return 0;
      delayed++;
      setTimeout(() => delayed--, delayMs).unref();
      return delayMs;
    },
    stop() {
      clearInterval(timer);
      flush();
    },
  };
}
