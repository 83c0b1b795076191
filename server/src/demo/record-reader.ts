import { setTimeout as wait } from 'node:timers/promises';
import type { Invocation, Usage } from '@tollgate/contract';

interface Totals {
  readonly calls: number;
  readonly usage: Pick<Usage, 'total'>;
  readonly costs: readonly { readonly kind: string; readonly currency: string; readonly amount: string }[];
}
export interface TraceView {
  readonly items: readonly Invocation[];
  readonly totals: Totals;
}
export interface CostRow extends Totals {
  readonly key: string;
  readonly name: string;
}

/** Reads the record as an administrator's script would: over the admin API. */
export interface RecordReader {
  /** The settled call; null when the record does not have it in time. */
  invocation(requestId: string): Promise<Invocation | null>;
  trace(traceId: string): Promise<TraceView>;
  costsByUser(): Promise<readonly CostRow[]>;
}

const patienceMs = 15_000;

export function createReader(origin: string, token: string): RecordReader {
  const get = async <T>(path: string): Promise<T | null> => {
    const response = await fetch(`${origin}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`GET /api${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    async invocation(requestId) {
      for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await wait(50)) {
        const found = await get<Invocation>(`/invocations/${requestId}`);
        if (found && found.status !== 'open') return found;
      }
      return null;
    },
    async trace(traceId) {
      const empty = { items: [], totals: { calls: 0, usage: { total: 0 }, costs: [] } };
      return (await get<TraceView>(`/traces/${encodeURIComponent(traceId)}`)) ?? empty;
    },
    async costsByUser() {
      return (await get<{ items: CostRow[] }>('/costs/by/user'))?.items ?? [];
    },
  };
}
