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
  readonly key: string | null;
  readonly name: string | null;
}

/** What an administrator's script does, over the admin API. */
export interface Administration {
  /** Makes a key for the user of this e-mail and revokes it at once. @returns its secret */
  revokedKey(email: string): Promise<string>;
  /** The settled call; null when the record does not have it in time. */
  invocation(requestId: string): Promise<Invocation | null>;
  trace(traceId: string): Promise<TraceView>;
  costsByUser(): Promise<readonly CostRow[]>;
}

const patienceMs = 15_000;

export function administrationOf(origin: string, token: string): Administration {
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T | null> => {
    const response = await fetch(`${origin}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 404) return null;
    if (!response.ok) throw new Error(`${method} /api${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const get = <T>(path: string): Promise<T | null> => ask<T>('GET', path);
  return {
    async revokedKey(email) {
      const users = await get<{ items: { id: string; email: string }[] }>('/users');
      const user_id = users?.items.find((user) => user.email === email)?.id;
      const made = await ask<{ id: string; secret: string }>('POST', '/keys', { name: 'left-the-company', user_id });
      await ask('POST', `/keys/${made?.id}/revoke`, {});
      return made?.secret ?? '';
    },
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
