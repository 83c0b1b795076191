import { normalToolCallId } from '@tollgate/contract';
import { LRUCache } from 'lru-cache';

/**
 * Remembers the thought signatures that came with tool calls. Gemini 3 refuses a call that comes back without its
 * signature, and most clients drop members that they do not know, so it does not travel with them
 * (ai.google.dev/gemini-api/docs/thought-signatures).
 */
export interface ThoughtSignatures {
  /**
   * The newest signature of an id holds.
   * @param scope whose conversation it is (user and instance): nobody else is given it
   */
  remember(scope: string, toolCallId: string, signature: string): void;
  /** Tells what is remembered in a scope; null for a call without a signature. */
  of(scope: string): (toolCallId: string) => string | null;
}

export interface ThoughtSignaturesOptions {
  readonly bytesMax?: number;
  readonly ageMaxMs?: number;
  /** Milliseconds; never goes back. */
  readonly now?: () => number;
}

/** What an entry takes beside its texts. */
const entryBytes = 200;

/** In memory, by default at most 32 MiB and for a day. A signature larger than a quarter of the room is not kept. */
export function createThoughtSignatures(options: ThoughtSignaturesOptions = {}): ThoughtSignatures {
  const { bytesMax = 32 * 1024 * 1024, ageMaxMs = 24 * 60 * 60 * 1000, now } = options;
  const remembered = new LRUCache<string, string>({
    maxSize: bytesMax,
    maxEntrySize: Math.floor(bytesMax / 4),
    sizeCalculation: (signature, key) => signature.length + key.length + entryBytes,
    ttl: ageMaxMs,
    ...(now === undefined ? {} : { perf: { now }, ttlResolution: 0 }),
  });
  return {
    remember(scope, toolCallId, signature) {
      const id = normalToolCallId(toolCallId);
      if (id !== '' && signature !== '') remembered.set(keyOf(scope, id), signature);
    },
    of: (scope) => (toolCallId) => remembered.get(keyOf(scope, normalToolCallId(toolCallId))) ?? null,
  };
}

/** The id comes first: it holds neither a blank nor anything that a scope could be mistaken for. */
function keyOf(scope: string, id: string): string {
  return `${id} ${scope}`;
}
