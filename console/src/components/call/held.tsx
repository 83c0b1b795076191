import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import { Chip } from '../chip.tsx';
import { CallLink } from './links.tsx';
import { LiftPin, type Pin } from './lift-pin.tsx';
import classes from './call.module.css';

/** What holds the session of a call on the secure path by now: since which finding, until when, and the way to lift it. */
export function Held({ call }: { readonly call: Pick<Call, 'session_id' | 'trace_id' | 'user' | 'instance'> }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  const { nameOf } = useRuleNames();
  const mayRead = useMay('log:read');
  const mayLift = useMay('policy:change');
  const [lifting, setLifting] = useState<Pin | null>(null);
  const [session, user] = [call.session_id, call.user?.id];
  const pins = useQuery({
    queryKey: ['pins', 'of session', session, user],
    enabled: mayRead && session !== null && user !== undefined,
    queryFn: () => answer(api.GET('/api/pins', { params: { query: { session_id: session ?? '', user, limit: 100 } } })),
  });
  const covers = ({ kind, traces, instance }: Pin): boolean =>
    (instance?.id ?? null) === (call.instance?.id ?? null) &&
    (kind !== 'trace' || call.trace_id === null || traces.includes(call.trace_id));
  return (
    <>
      {pins.data?.items.filter(covers).map((pin) => (
        <div key={pin.id} className={classes.line} role="status">
          <Chip tone="secure" icon={IconLock}>
            {t(`held.${pin.kind}`)}
          </Chip>
          <CallLink requestId={pin.request_id}>
            {t('held.since', { rule: nameOf(pin.rule, pin.display_name) })}
          </CallLink>
          <span className={classes.dim}>{t('held.until', { until: format.minute(pin.expires_at) })}</span>
          {mayLift && (
            <Button size="compact-sm" onClick={() => setLifting(pin)}>
              {t('lift.act')}
            </Button>
          )}
        </div>
      ))}
      {lifting && <LiftPin pin={lifting} onClose={() => setLifting(null)} />}
    </>
  );
}
