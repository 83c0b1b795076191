import type { PayloadPart } from '../audit/events.ts';
import type { Splice } from '../platform/text-edits.ts';
import type { CallRecord } from './call-record.ts';
import { sentPart } from './refuse.ts';

/** Keeps what the caller of a stream was given, as far as it is not what the provider sent. */
export interface SentTrail {
  /** The provider's bytes from `start` to `end` did not reach the caller as they were, but these. */
  instead(start: number, end: number, bytes: Buffer | null): void;
  /** Bytes that are about to be given. @returns false when they cannot be kept: they must not be given */
  given(bytes: Buffer): boolean;
  /** What belongs into the settle. @param last what is given after it */
  parts(last: Buffer | null): PayloadPart[];
}

/** The caller gets the provider's bytes, but for some. */
export function spliceTrail(): SentTrail {
  const splices: Splice[] = [];
  return {
    instead: (start, end, bytes) => void splices.push([start, end, bytes?.toString('base64') ?? '']),
    given: () => true,
    parts() {
      if (splices.length === 0) return [];
      return [{ payload: 'response_sent', encoding: 'splices', bytes: Buffer.from(JSON.stringify(splices)) }];
    },
  };
}

/** The caller gets bytes of our own making: they are kept as the provider's are. */
export function wholeTrail(record: CallRecord): SentTrail {
  return {
    instead: (_start, _end, bytes) => void (bytes && record.capture(bytes, 'response_sent')),
    given: (bytes) => record.capture(bytes, 'response_sent'),
    parts: (last) => (last && last.length > 0 ? [sentPart(last)] : []),
  };
}
