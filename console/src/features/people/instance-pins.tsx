import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LiftPin, type Pin } from '../../components/call/lift-pin.tsx';
import { CountLink, Time } from '../../components/figures.tsx';
import { answer, api } from '../../lib/api.ts';
import { callAt } from '../../lib/calls.ts';
import { useMay } from '../../lib/me.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import classes from './people.module.css';

/** What holds this agent's calls on the secure path, and how to lift it. */
export function InstancePins({ instanceId }: { readonly instanceId: string }) {
  const { t } = useTranslation('people');
  const { nameOf } = useRuleNames();
  const mayLift = useMay('policy:change');
  const [lifting, setLifting] = useState<Pin | null>(null);
  const pins = useQuery({
    queryKey: ['pins', 'of instance', instanceId],
    enabled: useMay('log:read'),
    queryFn: () => answer(api.GET('/api/pins', { params: { query: { instance: instanceId, limit: 20 } } })),
  });
  if (!pins.data) return null;
  return (
    <section className={classes.section}>
      <h3>{t('pin.title')}</h3>
      {pins.data.items.length === 0 && <span className={classes.second}>{t('pin.none')}</span>}
      <div>
        {pins.data.items.map((pin) => (
          <div key={pin.id} className={classes.line}>
            <CountLink {...callAt(pin.request_id)}>
              {t('pin.by', { rule: nameOf(pin.rule, pin.display_name) })}
            </CountLink>
            <span className={classes.actions}>
              {t('pin.until')} <Time at={pin.expires_at} as="minute" />
              {mayLift && (
                <Button size="compact-sm" onClick={() => setLifting(pin)}>
                  {t('pin.lift')}
                </Button>
              )}
            </span>
          </div>
        ))}
      </div>
      {lifting && <LiftPin pin={lifting} onClose={() => setLifting(null)} />}
    </section>
  );
}
