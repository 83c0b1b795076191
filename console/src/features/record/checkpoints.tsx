import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Facts } from '../../components/facts.tsx';
import { Time } from '../../components/figures.tsx';
import { Id } from '../../components/id.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SidePanel, WithPanel } from '../../components/side-panel.tsx';
import { answer, api } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { usePages } from '../../lib/use-pages.ts';
import { useViewState } from '../../lib/view-state.ts';
import type { Checkpoint } from './queries.ts';
import classes from './record.module.css';

interface Body {
  readonly chains: readonly { readonly journal_id: string; readonly sequence: string; readonly hash: string }[];
}

/** What was signed; text that cannot be read is shown as it is. */
function chainsOf({ body }: Checkpoint): Body['chains'] {
  try {
    return (JSON.parse(body) as Body).chains;
  } catch {
    return [];
  }
}

/** Signed statements of how far all chains were. */
export function Checkpoints() {
  const { t } = useTranslation('record');
  const format = useFormat();
  const [view, change] = useViewState<{ checkpoint?: string }>();
  const pages = usePages(['checkpoints'], (cursor) =>
    answer(api.GET('/api/audit/checkpoints', { params: { query: { cursor } } })),
  );
  if (pages.error) return <ProblemNotice error={pages.error} onRetry={pages.retry} />;
  if (!pages.items) return <Waiting lines={4} />;
  if (pages.items.length === 0) return <Empty>{t('checkpoint.none')}</Empty>;
  const publicKey = pages.first?.public_key ?? null;
  const open = pages.items.find(({ id }) => id === view.checkpoint);
  return (
    <WithPanel panel={open && <CheckpointPanel checkpoint={open} onClose={() => change({ checkpoint: undefined })} />}>
      <div className={classes.part}>
        {publicKey !== null && (
          <div className={classes.row}>
            {t('checkpoint.publicKey')} <CopyButton value={publicKey} label={t('checkpoint.publicKey')} withWord />
          </div>
        )}
        <DataTable
          label={t('tab.checkpoints')}
          rows={pages.items}
          rowKey={({ id }) => id}
          selected={open?.id ?? null}
          onOpen={({ id }) => change({ checkpoint: id })}
          columns={[
            { key: 'at', header: t('column.at'), width: '180px', cell: ({ at }) => <Time at={at} /> },
            { key: 'id', header: 'ID', cell: ({ id }) => <code>{id}</code> },
            {
              key: 'chains',
              isSpare: true,
              header: t('column.chains'),
              width: '100px',
              align: 'end',
              cell: (one) => format.count(chainsOf(one).length),
            },
            {
              key: 'signature',
              isSpare: true,
              header: t('column.signature'),
              cell: ({ signature }) => <code title={signature}>{signature}</code>,
            },
          ]}
          item={({ id, at }) => (
            <div className={classes.item}>
              <Time at={at} />
              <code className={classes.second}>{id}</code>
            </div>
          )}
        />
        <MoreButton {...pages} />
      </div>
    </WithPanel>
  );
}

function CheckpointPanel({ checkpoint, onClose }: { readonly checkpoint: Checkpoint; readonly onClose: () => void }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  return (
    <SidePanel title={t('checkpoint.title')} label={t('checkpoint.title')} onClose={onClose}>
      <Facts
        items={[
          { label: t('column.at'), value: <Time at={checkpoint.at} /> },
          { label: 'ID', value: <Id value={checkpoint.id} whole /> },
          { label: t('column.signature'), value: <Id value={checkpoint.signature} /> },
        ]}
      />
      <div>
        {chainsOf(checkpoint).map(({ journal_id, sequence, hash }) => (
          <Facts
            key={journal_id}
            items={[
              { label: t('column.journal'), value: <code>{journal_id}</code> },
              { label: t('column.events'), value: format.count(Number(sequence)) },
              { label: t('column.head'), value: <Id value={hash} /> },
            ]}
          />
        ))}
      </div>
      <div className={classes.part}>
        <CopyButton value={checkpoint.body} label={t('checkpoint.body')} withWord />
        <pre className={classes.text}>{checkpoint.body}</pre>
      </div>
    </SidePanel>
  );
}
