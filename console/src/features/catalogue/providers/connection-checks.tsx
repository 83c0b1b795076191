import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import type { ConnectionTest } from '../queries.ts';
import classes from './providers.module.css';

const checks = [
  'credential',
  'name',
  'address',
  'connection',
  'tls',
  'path',
  'key',
  'quota',
  'answer',
  'list',
] as const;
type Check = (typeof checks)[number];

/** At which check a test ends that came to this. */
const endOf: Readonly<Record<ConnectionTest['code'], Check | null>> = {
  ok: null,
  ok_without_list: 'list',
  credential_unresolved: 'credential',
  dns: 'name',
  address_not_allowed: 'address',
  refused: 'connection',
  unreachable: 'connection',
  connect_timeout: 'connection',
  tls_expired: 'tls',
  tls_untrusted: 'tls',
  tls_name: 'tls',
  tls_failed: 'tls',
  not_http: 'path',
  path: 'path',
  redirect: 'path',
  wrong_protocol: 'path',
  credential_missing: 'key',
  credential_refused: 'key',
  quota: 'quota',
  answer_timeout: 'answer',
  broken: 'answer',
  provider_error: 'answer',
  request_refused: 'answer',
};

/** What was looked at in turn: what went well, where it ended and what to do there, and what was not reached. */
export function ConnectionChecks({ test, isTls }: { readonly test: ConnectionTest; readonly isTls: boolean }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const ended = endOf[test.code];
  const shown = checks.filter((check) => check !== 'tls' || isTls || ended === 'tls');
  const end = ended === null ? shown.length : shown.indexOf(ended);
  const stateOf = (index: number) => (index < end ? 'good' : index > end ? 'open' : test.is_ok ? 'without' : 'bad');
  const marks = { good: IconCheck, open: IconMinus, bad: IconX, without: IconAlertTriangle };
  return (
    <div className={classes.checks} role="status" data-test={test.code}>
      <strong>{t(test.is_ok ? 'test.good' : 'test.bad')}</strong>
      <ul>
        {shown.map((check, index) => {
          const state = stateOf(index);
          const Mark = marks[state];
          const isHere = index === end;
          return (
            <li key={check} data-state={state}>
              <Mark size={16} aria-hidden />
              <span>
                {t(`test.check.${check}`)}
                <span className={classes.state}>{t(`test.state.${state}`)}</span>
                {isHere && <span className={classes.told}>{test.message}</span>}
                {isHere && test.hint && <span className={classes.told}>{t('test.hint', { hint: test.hint })}</span>}
              </span>
            </li>
          );
        })}
      </ul>
      <p>
        {t('test.facts', {
          route: t(`test.route.${test.route}`),
          time: format.duration(test.latency_ms),
          models: format.count(test.models),
        })}
      </p>
    </div>
  );
}
