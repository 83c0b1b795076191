import { useTranslation } from 'react-i18next';
import { TrafficLink } from '../../components/call/links.tsx';
import { Name, Time } from '../../components/figures.tsx';
import type { Call } from '../../lib/call-query.ts';
import classes from './call-page.module.css';

/** Whose call it is, and when it came. */
export function WhoAndWhen({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  return (
    <div className={classes.who}>
      <Time at={call.at} />
      {call.user && (
        <TrafficLink search={{ user: [call.user.id] }}>
          <Name>{call.user.email}</Name>
        </TrafficLink>
      )}
      {call.instance && (
        <TrafficLink search={{ instance: [call.instance.id] }}>
          <Name>{call.instance.name}</Name>
        </TrafficLink>
      )}
      {call.key && <span>{t('who.key', { prefix: call.key.prefix })}</span>}
      {call.provider !== null && (
        <span>
          <Name>{call.provider}</Name>
        </span>
      )}
      <code>{call.endpoint}</code>
    </div>
  );
}
