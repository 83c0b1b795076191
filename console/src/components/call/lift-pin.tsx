import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api, type paths } from '../../lib/api.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import { Confirm } from '../confirm.tsx';

export type Pin = paths['/api/pins']['get']['responses']['200']['content']['application/json']['items'][number];

/** Asks before what holds calls on the secure path is lifted, for a reason. */
export function LiftPin({ pin, onClose }: { readonly pin: Pin; readonly onClose: () => void }) {
  const { t } = useTranslation('call');
  const client = useQueryClient();
  const { nameOf } = useRuleNames();
  return (
    <Confirm
      title={t('lift.title')}
      act={t('lift.act')}
      asksReason
      onConfirm={async (reason) => {
        const params = { path: { id: pin.id }, query: { reason: reason.trim() } };
        await answer(api.DELETE('/api/pins/{id}', { params }));
        notifications.show({ message: t('lift.done') });
        await client.invalidateQueries({ queryKey: ['pins'] });
      }}
      onClose={onClose}
    >
      {t('lift.text', { count: pin.calls, rule: nameOf(pin.rule, pin.display_name) })}
    </Confirm>
  );
}
