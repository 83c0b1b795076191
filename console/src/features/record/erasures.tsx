import { Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Name, Time } from '../../components/figures.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import { usePages } from '../../lib/use-pages.ts';
import type { Erasure } from './queries.ts';
import classes from './record.module.css';
import { useScopeColumns } from './scope-columns.tsx';
import { Target } from './target.tsx';
import { UserSelect } from './user-select.tsx';

/** What was erased, by whom and why: the tombstones of the record. */
export function Erasures() {
  const { t } = useTranslation('record');
  const mayErase = useMay('content:erase');
  const [isErasing, setErasing] = useState(false);
  const scoped = useScopeColumns<Erasure>(({ requested_at }) => requested_at);
  const pages = usePages(['erasures'], (cursor) => answer(api.GET('/api/erasures', { params: { query: { cursor } } })));
  if (pages.error) return <ProblemNotice error={pages.error} onRetry={pages.retry} />;
  if (!pages.items) return <Waiting lines={3} />;
  const erase = mayErase && <Button onClick={() => setErasing(true)}>{t('erasure.create')}</Button>;
  const state = ({ done_at }: Erasure) =>
    done_at === null ? (
      <Chip tone="fault" icon={IconEraser}>
        {t('erasure.running')}
      </Chip>
    ) : (
      <span>
        {t('erasure.done')} <Time at={done_at} as="minute" />
      </span>
    );
  return (
    <div className={classes.part}>
      {pages.items.length === 0 ? <Empty action={erase}>{t('erasure.none')}</Empty> : <div>{erase}</div>}
      {pages.items.length > 0 && (
        <DataTable
          label={t('tab.erasures')}
          rows={pages.items}
          rowKey={({ id }) => id}
          columns={[...scoped, { key: 'state', header: t('column.state'), width: '220px', cell: state }]}
          item={(erasure) => (
            <div className={classes.item}>
              <div>
                {t(`scope.${erasure.scope.kind}`)} <Target kind={erasure.scope.kind} id={erasure.scope.id} />
              </div>
              <div className={classes.second}>
                {state(erasure)} <Name>{erasure.reason}</Name>
              </div>
            </div>
          )}
        />
      )}
      <MoreButton {...pages} />
      {isErasing && <NewErasure onClose={() => setErasing(false)} />}
    </div>
  );
}

const kinds = ['invocation', 'session', 'user'] as const;
type Kind = (typeof kinds)[number];
/** Has to be typed: it cannot be undone. */
const word = 'ERASE';

function NewErasure({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('record');
  const { t: common } = useTranslation();
  const [kind, setKind] = useState<Kind>('invocation');
  const [user, setUser] = useState<string | null>(null);
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const erase = useAct(
    () => {
      const scope =
        kind === 'user'
          ? { kind, id: user ?? '' }
          : { kind, id: id.trim(), ...(kind === 'session' && { user: user ?? '' }) };
      return answer(api.POST('/api/erasures', { body: { scope, reason: reason.trim() } }));
    },
    { told: t('erasure.requested'), onDone: onClose },
  );
  const isReady = typed === word && (kind === 'invocation' || user !== null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('erasure.create')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) erase.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('erasure.text')}</Text>
          <Select
            label={t('column.what')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(value ?? 'invocation')}
            data={kinds.map((value) => ({ value, label: t(`scope.${value}`) }))}
          />
          {kind !== 'invocation' && (
            <UserSelect value={user} onChange={setUser} error={problemAt(erase.error, 'scope.user')} />
          )}
          {kind !== 'user' && (
            <TextInput
              label="ID"
              required
              maxLength={256}
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
              error={problemAt(erase.error, 'scope.id')}
            />
          )}
          <TextInput
            label={common('confirm.reason')}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={problemAt(erase.error, 'reason')}
          />
          <TextInput
            label={common('confirm.typeName', { name: word })}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {erase.error && <ProblemNotice error={erase.error} />}
          <Button type="submit" variant="filled" color="blocked" disabled={!isReady} loading={erase.isPending}>
            {t('erasure.create')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
