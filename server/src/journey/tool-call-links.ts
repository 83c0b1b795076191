import { LRUCache } from 'lru-cache';

/** Finds the trace of the call that issued a tool call (DESIGN section 3). Links stay within one user and instance. */
export interface ToolCallLinks {
  remember(scope: string, ids: readonly string[], traceId: string): void;
  traceOf(scope: string, ids: readonly string[]): Promise<string | null>;
}

/** Asks the database for a link that this process does not remember; null when there is none or it does not answer. */
export type LinkLookup = (scope: string, ids: readonly string[]) => Promise<string | null>;

/** Links live for a day: an agent that answers later starts a new trace. */
const linkMs = 24 * 60 * 60 * 1000;

export function createToolCallLinks(lookup: LinkLookup): ToolCallLinks {
  const known = new LRUCache<string, string>({ max: 100_000, ttl: linkMs });
  return {
    remember(scope, ids, traceId) {
      for (const id of ids) if (isTelling(id)) known.set(`${scope}\n${id}`, traceId);
    },
    async traceOf(scope, ids) {
      const telling = ids.map(normalToolCallId).filter(isTelling);
      for (const id of telling.toReversed()) {
        const trace = known.get(`${scope}\n${id}`);
        if (trace !== undefined) return trace;
      }
      return telling.length === 0 ? null : lookup(scope, telling);
    },
  };
}

/** Agents rewrite ids (`call_ab-1` comes back as `callab1`), so they are compared without punctuation. */
export function normalToolCallId(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '').slice(0, 256);
}

/** Some servers issue `call_0` in every conversation: only an id that looks random can link. */
function isTelling(id: string): boolean {
  return id.length >= 12 && new Set(id.toLowerCase()).size >= 7 && /\d/.test(id);
}
