import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { answer, api } from '../../../lib/api.ts';
import { catalogueKey, type Model } from '../queries.ts';
import { Effects } from './effects.tsx';

export interface RemoveDialogProps {
  readonly model: Model;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

export function RemoveDialog({ model, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation('catalogue');
  const client = useQueryClient();
  const name = model.display_name;
  return (
    <Confirm
      title={t('models.removeTitle', { name })}
      act={t('models.remove')}
      destroys
      typed={name}
      onConfirm={async () => {
        const params = { path: { id: model.id }, header: { 'if-match': `"${model.revision}"` } };
        await answer(api.DELETE('/api/models/{id}', { params }));
        await client.invalidateQueries({ queryKey: catalogueKey });
        notifications.show({ message: t('models.removed', { name }) });
        onRemoved();
      }}
      onClose={onClose}
    >
      <p>{t('models.removeText')}</p>
      {model.is_active && <Effects change={{ deactivate: [model.id] }} />}
    </Confirm>
  );
}
