import { Button, Modal, Select, Stack, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../components/chip.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Time } from '../../components/figures.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import { usePages } from '../../lib/use-pages.ts';
import type { Hold } from './queries.ts';
import classes from './record.module.css';
import { useScopeColumns } from './scope-columns.tsx';
import { Target } from './target.tsx';
import { UserSelect } from './user-select.tsx';

/** What is kept whatever its retention. */
export function Holds() {
  const { t } = useTranslation('record');
  const mayHold = useMay('content:hold');
  const [isCreating, setCreating] = useState(false);
  const [lifting, setLifting] = useState<Hold | null>(null);
  const scoped = useScopeColumns<Hold>(({ created_at }) => created_at);
  const pages = usePages(['legal holds'], (cursor) =>
    answer(api.GET('/api/legal-holds', { params: { query: { cursor } } })),
  );
  const lift = useAct(
    ({ id, reason }: { id: string; reason: string }) =>
      answer(api.POST('/api/legal-holds/{id}/lift', { params: { path: { id } }, body: { reason } })),
    { told: t('hold.lifted') },
  );
  if (pages.error) return <ProblemNotice error={pages.error} onRetry={pages.retry} />;
  if (!pages.items) return <Waiting lines={3} />;
  const create = mayHold && <Button onClick={() => setCreating(true)}>{t('hold.create')}</Button>;
  const state = (hold: Hold) =>
    hold.lifted_at === null ? (
      <Chip tone="external" icon={IconLock}>
        {t('hold.inForce')}
      </Chip>
    ) : (
      <span title={hold.lift_reason ?? undefined}>
        {t('hold.liftedAt')} <Time at={hold.lifted_at} as="minute" />
      </span>
    );
  const liftButton = (hold: Hold) =>
    mayHold &&
    hold.lifted_at === null && (
      <Button size="compact-sm" onClick={() => setLifting(hold)}>
        {t('hold.lift')}
      </Button>
    );
  return (
    <div className={classes.part}>
      {pages.items.length === 0 ? <Empty action={create}>{t('hold.none')}</Empty> : <div>{create}</div>}
      {pages.items.length > 0 && (
        <DataTable
          label={t('tab.holds')}
          rows={pages.items}
          rowKey={({ id }) => id}
          columns={[
            ...scoped,
            { key: 'state', header: t('column.state'), width: '190px', cell: state },
            { key: 'lift', header: '', width: '110px', align: 'end', cell: liftButton },
          ]}
          item={(hold) => (
            <div className={classes.item}>
              <div>
                {t(`scope.${hold.scope.kind}`)} <Target kind={hold.scope.kind} id={hold.scope.id} />
              </div>
              <div className={classes.second}>
                {state(hold)} {liftButton(hold)}
              </div>
            </div>
          )}
        />
      )}
      <MoreButton {...pages} />
      {isCreating && <NewHold onClose={() => setCreating(false)} />}
      {lifting !== null && (
        <Confirm
          title={t('hold.liftTitle')}
          act={t('hold.lift')}
          asksReason
          onConfirm={(reason) => lift.mutateAsync({ id: lifting.id, reason })}
          onClose={() => setLifting(null)}
        >
          {t('hold.liftText')}
        </Confirm>
      )}
    </div>
  );
}

const kinds = ['user', 'session', 'trace'] as const;
type Kind = (typeof kinds)[number];

function NewHold({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('record');
  const { t: common } = useTranslation();
  const [kind, setKind] = useState<Kind>('user');
  const [user, setUser] = useState<string | null>(null);
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const create = useAct(
    () => {
      const scope = { kind, user: user ?? '', id: kind === 'user' ? (user ?? '') : id.trim() };
      return answer(api.POST('/api/legal-holds', { body: { scope, reason: reason.trim() } }));
    },
    { told: t('hold.created'), onDone: onClose },
  );
  return (
    <Modal opened onClose={onClose} title={t('hold.create')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (user !== null) create.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <Select
            label={t('column.what')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(value ?? 'user')}
            data={kinds.map((value) => ({ value, label: t(`scope.${value}`) }))}
          />
          <UserSelect value={user} onChange={setUser} error={problemAt(create.error, 'scope.user')} />
          {kind !== 'user' && (
            <TextInput
              label="ID"
              required
              maxLength={256}
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
              error={problemAt(create.error, 'scope.id')}
            />
          )}
          <TextInput
            label={common('confirm.reason')}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={problemAt(create.error, 'reason')}
          />
          {create.error && <ProblemNotice error={create.error} />}
          <Button type="submit" variant="filled" disabled={user === null} loading={create.isPending}>
            {t('hold.create')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
