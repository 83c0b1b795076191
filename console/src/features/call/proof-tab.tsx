import { Button, Group } from '@mantine/core';
import { IconCheck, IconDots, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Time } from '../../components/figures.tsx';
import { Id } from '../../components/id.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';
import classes from './tabs.module.css';

const looks = { holds: ['good', IconCheck], broken: ['blocked', IconX], open: ['caller', IconDots] } as const;

/** That the call stands in the record as it was written: computed anew by the gateway with each look. */
export function ProofTab({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['call proof', call.request_id],
    queryFn: () =>
      answer(api.GET('/api/invocations/{request_id}/proof', { params: { path: { request_id: call.request_id } } })),
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting lines={8} />;
  const command = `npm run tollgate -- audit export --request-id ${call.request_id} --out call.jsonl && npm run tollgate -- audit verify --export call.jsonl --public-key key.pem`;
  const download = (): void => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
    link.download = `${call.request_id}-proof.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={classes.stack}>
      <Group gap="sm">
        <Button onClick={() => void refetch()} loading={isFetching}>
          {t('proof.verify')}
        </Button>
        <Button onClick={download}>{t('proof.download')}</Button>
        <span className={classes.dim}>
          {t('proof.checked')} <Time at={data.checked_at} />
        </span>
      </Group>
      <ul className={classes.checks}>
        {data.checks.map(({ what, outcome, message }) => {
          const [tone, icon] = looks[outcome];
          return (
            <li key={what}>
              <Chip tone={tone} icon={icon}>
                {t(`proof.${outcome}`)}
              </Chip>
              <span>
                {t(`proof.check.${what}`)}
                {message !== null && <span className={classes.dim}> {message}</span>}
              </span>
            </li>
          );
        })}
      </ul>
      {data.events.map(({ kind, journal_id, sequence, leaf, before, after }) => (
        <section key={kind}>
          <h3>{t(`proof.event.${kind}`)}</h3>
          <dl className={classes.facts}>
            <Fact label={t('proof.place')} value={`${journal_id} ${sequence}`} />
            <Fact label={t('proof.before')} value={before} />
            <Fact label={t('proof.leaf')} value={leaf} />
            <Fact label={t('proof.after')} value={after} />
          </dl>
        </section>
      ))}
      {data.checkpoint && (
        <section>
          <h3>{t('proof.checkpoint')}</h3>
          <dl className={classes.facts}>
            <div>
              <dt>{t('proof.signedAt')}</dt>
              <dd>
                <Time at={data.checkpoint.at} as="minute" /> · <Id value={data.checkpoint.id} />
              </dd>
            </div>
            <Fact label={t('proof.signature')} value={data.checkpoint.signature} />
          </dl>
        </section>
      )}
      <section>
        <h3>{t('proof.offline')}</h3>
        <p className={classes.line}>
          <code className={classes.command}>{command}</code>
          <CopyButton value={command} label={t('proof.offline')} />
        </p>
      </section>
    </div>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}
