import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { CountLink, Time } from '../../components/figures.tsx';
import { answer, api } from '../../lib/api.ts';
import { callAt } from '../../lib/calls.ts';
import { useMay } from '../../lib/me.ts';
import { useAct } from '../../lib/use-act.ts';
import classes from './people.module.css';

/** What holds this agent's calls on the secure path, and how to lift it. */
export function InstancePins({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation('people');
  const mayLift = useMay('policy:change');
  const [lifting, setLifting] = useState<string | null>(null);
  const pins = useQuery({
    queryKey: ['pins', instanceId],
    enabled: useMay('log:read'),
    queryFn: () => answer(api.GET('/api/pins', { params: { query: { instance: instanceId, limit: 20 } } })),
  });
  const lift = useAct(
    (reason: string) => {
      const params = { path: { id: lifting ?? '' }, query: { reason } };
      return answer(api.DELETE('/api/pins/{id}', { params }));
    },
    { told: t('pin.lifted') },
  );
  if (!pins.data) return null;
  return (
    <section className={classes.section}>
      <h3>{t('pin.title')}</h3>
      {pins.data.items.length === 0 && <span className={classes.second}>{t('pin.none')}</span>}
      <div>
        {pins.data.items.map(({ id, rule, request_id, expires_at }) => (
          <div key={id} className={classes.line}>
            <CountLink {...callAt(request_id)}>{t('pin.by', { rule })}</CountLink>
            <span className={classes.actions}>
              {t('pin.until')} <Time at={expires_at} as="minute" />
              {mayLift && (
                <Button size="compact-sm" onClick={() => setLifting(id)}>
                  {t('pin.lift')}
                </Button>
              )}
            </span>
          </div>
        ))}
      </div>
      {lifting !== null && (
        <Confirm
          title={t('pin.liftTitle')}
          act={t('pin.lift')}
          asksReason
          onConfirm={(reason) => lift.mutateAsync(reason)}
          onClose={() => setLifting(null)}
        >
          {t('pin.liftText')}
        </Confirm>
      )}
    </section>
  );
}
