import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useFormat } from '../../../lib/format.ts';
import { type Model, securePathQuery } from '../queries.ts';
import { useModelChange } from './use-model-change.ts';

/** "May see sensitive content" is a choice of its own, made with the host and its address in sight. */
export function SecureDialog({ model, onClose }: { readonly model: Model; readonly onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const change = useModelChange();
  const name = model.display_name;
  const { data, error } = useQuery({ ...securePathQuery(model), staleTime: 0 });
  const where = data && {
    host: data.host,
    addresses: data.addresses.length > 0 ? format.list(data.addresses) : t('secure.noAddress'),
  };
  return (
    <Confirm
      title={model.is_secure ? t('secure.askTakeBack', { name }) : t('secure.ask', { name })}
      act={model.is_secure ? t('secure.takeBack') : t('secure.allow')}
      onConfirm={async () => {
        await change(model, { is_secure: !model.is_secure });
        notifications.show({ message: t(model.is_secure ? 'secure.takenBack' : 'secure.allowed', { name }) });
      }}
      onClose={onClose}
    >
      {model.is_secure ? (
        <p>{t('secure.takeBackText')}</p>
      ) : (
        <>
          {!data && !error && <Waiting lines={2} />}
          {error && <ProblemNotice error={error} />}
          {data && where && <p>{t(data.is_allowed ? 'secure.inside' : 'secure.outside', where)}</p>}
          {data?.reason && <p>{t('secure.reason', { reason: data.reason })}</p>}
          <p>{t('secure.follows')}</p>
        </>
      )}
    </Confirm>
  );
}
