import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../lib/api.ts';
import type { Overview } from '../overview-query.ts';

export const stepNames = ['provider', 'model', 'key', 'call', 'secure'] as const;
export type StepName = (typeof stepNames)[number];

/** Which steps to a first call are done: read from what is there, kept nowhere. Null for who sees too little to tell. */
export function setupOf({ setup, record }: Overview): Readonly<Record<StepName, boolean>> | null {
  return (
    setup && {
      provider: setup.providers > 0,
      model: setup.models > 0,
      key: setup.keys > 0,
      call: record.has_calls,
      secure: setup.secure_models > 0,
    }
  );
}

/** The same, read for itself. */
export function useSetup() {
  return useQuery({
    queryKey: ['overview', 'setup'],
    queryFn: () => answer(api.GET('/api/overview')),
    select: setupOf,
  });
}
