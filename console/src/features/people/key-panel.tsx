import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/facts.tsx';
import { CountLink, Name, Time } from '../../components/figures.tsx';
import { Id } from '../../components/id.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { answer, api } from '../../lib/api.ts';
import { callsOf } from '../../lib/calls.ts';
import { useMay } from '../../lib/me.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import { BlockFormSelect } from './block-form.tsx';
import { stateOfKey } from './key-state.ts';
import { ManagedNote } from './managed-note.tsx';
import classes from './people.module.css';
import { type Key, useInstanceNames, useUserNames } from './queries.ts';
import { RevokeKey } from './revoke-key.tsx';
import { RotateKey } from './rotate-key.tsx';
import { KeyStateWord } from './state-word.tsx';

/** One key: what it is, how it behaves, and its end. */
export function KeyPanel({ apiKey, onClose }: { readonly apiKey: Key; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change');
  const nameOfUser = useUserNames();
  const nameOfInstance = useInstanceNames();
  const [act, setAct] = useState<'revoke' | 'rotate' | null>(null);
  const isActive = stateOfKey(apiKey) === 'active';
  return (
    <SidePanel title={<Name>{apiKey.name}</Name>} label={t('key.panel', { name: apiKey.name })} onClose={onClose}>
      <Facts
        items={[
          { label: common('column.state'), value: <KeyStateWord apiKey={apiKey} /> },
          { label: t('column.prefix'), value: <code>{apiKey.prefix}…</code> },
          { label: t('column.owner'), value: <Name>{nameOfUser(apiKey.user_id)}</Name> },
          { label: t('column.instance'), value: <Name>{nameOfInstance(apiKey.instance_id)}</Name> },
          { label: t('created'), value: <Time at={apiKey.created_at} as="minute" /> },
          { label: t('ends'), value: <Time at={apiKey.revoked_at ?? apiKey.expires_at} as="minute" /> },
          {
            label: t('column.lastUsed'),
            value: apiKey.last_used_at === null ? t('key.neverUsed') : <Time at={apiKey.last_used_at} as="minute" />,
          },
          { label: 'ID', value: <Id value={apiKey.id} /> },
        ]}
      />
      <div className={classes.actions}>
        <CountLink {...callsOf({ key: apiKey.id, range: '30d' })}>{t('key.calls')}</CountLink>
      </div>
      <ManagedNote isManaged={apiKey.managed_by_file} />
      {mayChange && isActive && (
        <>
          {!apiKey.managed_by_file && <KeyForm key={apiKey.revision} apiKey={apiKey} />}
          <div className={classes.actions}>
            {!apiKey.managed_by_file && <Button onClick={() => setAct('rotate')}>{t('key.rotate')}</Button>}
            <Button onClick={() => setAct('revoke')}>{t('key.revoke')}</Button>
          </div>
        </>
      )}
      {act === 'revoke' && <RevokeKey apiKey={apiKey} onClose={() => setAct(null)} />}
      {act === 'rotate' && <RotateKey apiKey={apiKey} onClose={() => setAct(null)} />}
    </SidePanel>
  );
}

function KeyForm({ apiKey }: { readonly apiKey: Key }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [name, setName] = useState(apiKey.name);
  const [blockForm, setBlockForm] = useState(apiKey.block_form);
  const [usage, setUsage] = useState(apiKey.include_usage);
  const save = useAct(
    () =>
      answer(
        api.PATCH('/api/keys/{id}', {
          params: { path: { id: apiKey.id }, header: { 'if-match': `"${apiKey.revision}"` } },
          body: { name: name.trim(), block_form: blockForm, include_usage: usage },
        }),
      ),
    { told: common('state.saved') },
  );
  const isChanged = name.trim() !== apiKey.name || blockForm !== apiKey.block_form || usage !== apiKey.include_usage;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={common('column.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problemAt(save.error, 'name')}
        />
        <BlockFormSelect value={blockForm} onChange={setBlockForm} inherits={apiKey.instance_id !== null} />
        <Select
          label={t('key.usage')}
          description={t('key.usageHelp')}
          allowDeselect={false}
          value={usage}
          onChange={(value) => setUsage(value as Key['include_usage'])}
          data={(['requested', 'always'] as const).map((value) => ({ value, label: t(`usage.${value}`) }))}
        />
        {save.error && <ProblemNotice error={save.error} />}
        <div className={classes.actions}>
          <Button type="submit" variant="filled" disabled={!isChanged} loading={save.isPending}>
            {common('act.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
