import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Name, Time } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { useFormat } from '../../lib/format.ts';
import { type Chain, healthQuery } from './queries.ts';
import classes from './record.module.css';

/** The hash chain of each journal: how long it is, its head, and how far it was verified. */
export function Chains() {
  const { t } = useTranslation('record');
  const format = useFormat();
  const { data: health } = useQuery(healthQuery);
  if (!health) return <Waiting lines={3} />;
  const { verification } = health;
  const holds = verification?.report?.findings.length === 0;
  const verified = ({ verified_sequence, sequence }: Chain) => {
    if (verified_sequence === null) return t('chain.unverified');
    if (!holds) return t('chain.doesNotHold');
    const isWhole = verified_sequence === sequence;
    return (
      <Chip tone="good" icon={IconCheck}>
        {isWhole ? t('chain.whole') : t('chain.upto', { sequence: format.count(Number(verified_sequence)) })}
      </Chip>
    );
  };
  const head = ({ hash }: Chain) => (
    <code className={classes.hash} title={hash}>
      {hash.slice(0, 12)}…
    </code>
  );
  const state = ({ is_live }: Chain): string => (is_live ? t('chain.live') : t('chain.ended'));
  return (
    <DataTable
      label={t('tab.chain')}
      rows={health.chains}
      rowKey={({ journal_id }) => journal_id}
      columns={[
        {
          key: 'journal',
          header: t('column.journal'),
          width: '300px',
          cell: ({ journal_id }) => <code title={journal_id}>{journal_id}</code>,
        },
        { key: 'host', header: t('column.host'), cell: ({ host }) => <Name>{host}</Name> },
        { key: 'state', header: t('column.state'), width: '110px', cell: state },
        {
          key: 'began',
          header: t('column.began'),
          width: '150px',
          cell: ({ began_at }) => <Time at={began_at} as="minute" />,
        },
        {
          key: 'events',
          header: t('column.events'),
          width: '110px',
          align: 'end',
          cell: ({ sequence }) => format.count(Number(sequence)),
        },
        { key: 'head', header: t('column.head'), width: '140px', cell: head },
        { key: 'verified', header: t('column.verified'), width: '220px', cell: verified },
      ]}
      item={(chain) => (
        <div className={classes.item}>
          <div>
            <Name>{chain.host}</Name> {state(chain)} {verified(chain)}
          </div>
          <div className={classes.second}>
            {t('health.events', { count: Number(chain.sequence) })} {head(chain)}
          </div>
        </div>
      )}
    />
  );
}
