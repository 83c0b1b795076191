import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../lib/api.ts';
import { useMay } from '../../../lib/me.ts';

export const stepNames = ['provider', 'model', 'key', 'call', 'secure'] as const;
export type StepName = (typeof stepNames)[number];

/** Which steps to a first call are done: read from what is there, kept nowhere. Undefined while it is not known. */
export function useSetup(): Readonly<Record<StepName, boolean>> | undefined {
  const { data } = useQuery({
    queryKey: ['overview', 'setup'],
    queryFn: () => answer(api.GET('/api/overview')),
    select: ({ setup, record }) =>
      setup && {
        provider: setup.providers > 0,
        model: setup.models > 0,
        key: setup.keys > 0,
        call: record.has_calls,
        secure: setup.secure_models > 0,
      },
    enabled: useMay('policy:change'),
  });
  return data ?? undefined;
}
