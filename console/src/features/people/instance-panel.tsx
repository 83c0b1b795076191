import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { Facts } from '../../components/facts.tsx';
import { CountLink, Name } from '../../components/figures.tsx';
import { Id } from '../../components/id.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { answer, api, type paths } from '../../lib/api.ts';
import { callsOf } from '../../lib/calls.ts';
import { useMay } from '../../lib/me.ts';
import { useAct } from '../../lib/use-act.ts';
import { InstanceFields, type InstanceInput } from './instance-fields.tsx';
import { InstancePins } from './instance-pins.tsx';
import { stateOfKey } from './key-state.ts';
import { ManagedNote } from './managed-note.tsx';
import { ModelAccess } from './model-access.tsx';
import { NewKey } from './new-key.tsx';
import classes from './people.module.css';
import { type Instance, keysQuery, useUserNames } from './queries.ts';
import { ActiveWord, KeyStateWord } from './state-word.tsx';

type Change = paths['/api/instances/{id}']['patch']['requestBody']['content']['application/json'];

/** One agent: whose it is, how it takes a blocked call, its keys, and whether it is held on the secure path. */
export function InstancePanel({ instance, onClose }: { readonly instance: Instance; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change');
  const nameOfUser = useUserNames();
  const [asked, setAsked] = useState<'deactivate' | 'key' | null>(null);
  const keys = useQuery(keysQuery).data?.filter(({ instance_id }) => instance_id === instance.id) ?? [];
  const change = useAct(
    (body: Change) =>
      answer(
        api.PATCH('/api/instances/{id}', {
          params: { path: { id: instance.id }, header: { 'if-match': `"${instance.revision}"` } },
          body,
        }),
      ),
    { told: common('state.saved') },
  );
  const isOurs = mayChange && !instance.managed_by_file;
  const activeKeys = keys.filter((key) => stateOfKey(key) === 'active').length;
  return (
    <SidePanel
      title={<Name>{instance.name}</Name>}
      label={t('instance.panel', { name: instance.name })}
      onClose={onClose}
    >
      <Facts
        items={[
          { label: t('column.owner'), value: <Name>{nameOfUser(instance.owner_id)}</Name> },
          { label: t('column.kind'), value: t(`kind.${instance.kind}`) },
          { label: t('blockForm.label'), value: t(`blockForm.${instance.block_form ?? 'asKind'}`) },
          { label: common('column.state'), value: <ActiveWord isActive={instance.is_active} /> },
          { label: 'ID', value: <Id value={instance.id} /> },
        ]}
      />
      <div className={classes.actions}>
        <CountLink {...callsOf({ instance: instance.id, range: '30d' })}>{t('instance.calls')}</CountLink>
      </div>
      <ManagedNote isManaged={instance.managed_by_file} />
      {isOurs && instance.is_active && (
        <Edit
          key={instance.revision}
          instance={instance}
          onSave={change.mutate}
          isSaving={change.isPending}
          error={change.error}
        />
      )}
      {change.error && <ProblemNotice error={change.error} />}
      <section className={classes.section}>
        <h3>{t('key.title')}</h3>
        <div>
          {keys.map((key) => (
            <div key={key.id} className={classes.line}>
              <Link to="/people/keys" search={{ state: 'all', key: key.id }}>
                <Name>{key.name}</Name>
              </Link>
              <KeyStateWord apiKey={key} />
            </div>
          ))}
        </div>
        {mayChange && instance.is_active && (
          <div className={classes.actions}>
            <Button onClick={() => setAsked('key')}>{t('key.create')}</Button>
          </div>
        )}
      </section>
      <section className={classes.section}>
        <h3>{t('access.title')}</h3>
        <ModelAccess of="instance" id={instance.id} />
      </section>
      <InstancePins instanceId={instance.id} />
      {isOurs && (
        <div className={classes.actions}>
          {instance.is_active ? (
            <Button onClick={() => setAsked('deactivate')}>{t('instance.deactivate')}</Button>
          ) : (
            <Button onClick={() => change.mutate({ is_active: true })}>{common('act.activate')}</Button>
          )}
        </div>
      )}
      {asked === 'key' && <NewKey instance={instance.id} onClose={() => setAsked(null)} />}
      {asked === 'deactivate' && (
        <Confirm
          title={t('instance.deactivateTitle', { name: instance.name })}
          act={t('instance.deactivate')}
          destroys
          onConfirm={() => change.mutateAsync({ is_active: false })}
          onClose={() => setAsked(null)}
        >
          {t('instance.deactivateText', { count: activeKeys })}
        </Confirm>
      )}
    </SidePanel>
  );
}

interface EditProps {
  readonly instance: Instance;
  readonly onSave: (change: Change) => void;
  readonly isSaving: boolean;
  readonly error: unknown;
}

function Edit({ instance, onSave, isSaving, error }: EditProps) {
  const { t: common } = useTranslation();
  const { name, kind, owner_id, block_form } = instance;
  const before: InstanceInput = { name, kind, owner_id, block_form };
  const [value, setValue] = useState(before);
  const isChanged = JSON.stringify({ ...value, name: value.name.trim() }) !== JSON.stringify(before);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ ...value, name: value.name.trim(), owner_id: value.owner_id ?? owner_id });
      }}
    >
      <Stack gap="sm">
        <InstanceFields value={value} onChange={setValue} error={error} />
        <div className={classes.actions}>
          <Button type="submit" variant="filled" disabled={!isChanged} loading={isSaving}>
            {common('act.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
