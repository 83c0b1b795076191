import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { answer, api } from '../../lib/api.ts';
import { useAct } from '../../lib/use-act.ts';
import type { Key } from './queries.ts';

/** Asks with the number of calls that came by it within a day. */
export function RevokeKey({ apiKey, onClose }: { readonly apiKey: Key; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const today = useQuery({
    queryKey: ['calls of a day', apiKey.id],
    queryFn: () => {
      const from = new Date(Date.now() - 86_400_000).toISOString();
      return answer(api.GET('/api/costs/summary', { params: { query: { key: [apiKey.id], from } } }));
    },
  });
  const revoke = useAct(
    () =>
      answer(
        api.POST('/api/keys/{id}/revoke', {
          params: { path: { id: apiKey.id }, header: { 'if-match': `"${apiKey.revision}"` } },
        }),
      ),
    { told: t('key.revoked', { name: apiKey.name }) },
  );
  const count = today.data?.calls;
  return (
    <Confirm
      title={t('key.revokeTitle', { name: apiKey.name })}
      act={t('key.revoke')}
      destroys
      onConfirm={() => revoke.mutateAsync(undefined)}
      onClose={onClose}
    >
      {count === undefined ? t('key.revokeTextUncounted') : t('key.revokeText', { count })}
    </Confirm>
  );
}
