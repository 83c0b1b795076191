import { useQuery } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { CountLink } from '../../../components/figures.tsx';
import { answer, api } from '../../../lib/api.ts';
import { callsOf } from '../../../lib/calls.ts';
import { useFormat } from '../../../lib/format.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { spanOf } from '../../../lib/range.ts';
import type { Search } from '../../../lib/search-params.ts';
import { type Model, modelsQuery, pricesNowQuery } from '../queries.ts';
import { Effects } from './effects.tsx';
import { useModelChange } from './use-model-change.ts';

/** Activates a model, or takes it out of use, after saying in numbers what follows. */
export function ActivationDialog({ model, onClose }: { readonly model: Model; readonly onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const { data: models = [] } = useQuery(modelsQuery);
  const { data: prices } = useQuery(pricesNowQuery);
  const change = useModelChange();
  const isLastSecure =
    model.is_active && model.is_secure && !models.some((one) => one.is_active && one.is_secure && one.id !== model.id);
  const name = model.display_name;
  const { is_active: isActive } = model;
  return (
    <Confirm
      title={
        isLastSecure
          ? t('activation.lastSecure')
          : isActive
            ? t('activation.stop', { name })
            : t('activation.start', { name })
      }
      act={isActive ? common('act.deactivate') : common('act.activate')}
      destroys={isLastSecure}
      {...(isLastSecure && { typed: name })}
      onConfirm={async () => {
        await change(model, { is_active: !isActive });
        notifications.show({ message: t(isActive ? 'activation.stopped' : 'activation.started', { name }) });
      }}
      onClose={onClose}
    >
      {isActive && <CallsYesterday model={model} isLastSecure={isLastSecure} />}
      {!isActive && prices && !prices.has(model.id) && <p>{t('activation.unpriced')}</p>}
      <Effects change={isActive ? { deactivate: [model.id] } : { activate: [model.id] }} />
    </Confirm>
  );
}

/** Yesterday's calls that would have had another end without this model. */
function CallsYesterday({ model, isLastSecure }: { readonly model: Model; readonly isLastSecure: boolean }) {
  const { t } = useTranslation('catalogue');
  const { zone } = useFormat();
  const { language } = usePreferences();
  const { from, to } = spanOf({ range: 'yesterday' }, 'yesterday', zone, language);
  const query = isLastSecure ? { from, to } : { from, to, model: [model.display_name] };
  const { data } = useQuery({
    queryKey: ['costs', 'summary', query],
    queryFn: () => answer(api.GET('/api/costs/summary', { params: { query } })),
  });
  if (!data) return null;
  const count = isLastSecure ? data.rerouting.calls : data.calls;
  const which: Search = isLastSecure ? { decision: 'rerouted' } : { model: model.display_name };
  return (
    <p data-consequence={count}>
      <CountLink {...callsOf({ from, to, ...which })}>
        {isLastSecure ? t('activation.wouldBlock', { count }) : t('activation.wouldMiss', { count })}
      </CountLink>
    </p>
  );
}
