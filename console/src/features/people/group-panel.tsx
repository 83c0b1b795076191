import { ActionIcon, Button, Select, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { Name } from '../../components/figures.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { answer, api, type paths } from '../../lib/api.ts';
import { useMay } from '../../lib/me.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import { ManagedNote } from './managed-note.tsx';
import classes from './people.module.css';
import { type Group, usersQuery, useUserNames } from './queries.ts';

type Change = paths['/api/groups/{id}']['patch']['requestBody']['content']['application/json'];

/** One group: its name and its members. */
export function GroupPanel({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change') && !group.managed_by_file;
  const [isDeleting, setDeleting] = useState(false);
  const params = { path: { id: group.id }, header: { 'if-match': `"${group.revision}"` } };
  const change = useAct((body: Change) => answer(api.PATCH('/api/groups/{id}', { params, body })), {
    told: common('state.saved'),
  });
  const remove = useAct(() => answer(api.DELETE('/api/groups/{id}', { params })), {
    told: t('group.deleted', { name: group.name }),
    onDone: onClose,
  });
  return (
    <SidePanel title={<Name>{group.name}</Name>} label={t('group.panel', { name: group.name })} onClose={onClose}>
      <ManagedNote isManaged={group.managed_by_file} />
      {mayChange && (
        <Rename key={group.revision} group={group} onRename={(name) => change.mutate({ name })} error={change.error} />
      )}
      <Members group={group} mayChange={mayChange} onChange={change.mutate} />
      {change.error && <ProblemNotice error={change.error} />}
      {mayChange && (
        <div className={classes.actions}>
          <Button onClick={() => setDeleting(true)}>{t('group.delete')}</Button>
        </div>
      )}
      {isDeleting && (
        <Confirm
          title={t('group.deleteTitle', { name: group.name })}
          act={t('group.delete')}
          destroys
          onConfirm={() => remove.mutateAsync(undefined)}
          onClose={() => setDeleting(false)}
        >
          {t('group.deleteText', { count: group.member_ids.length })}
        </Confirm>
      )}
    </SidePanel>
  );
}

interface RenameProps {
  readonly group: Group;
  readonly onRename: (name: string) => void;
  readonly error: unknown;
}

function Rename({ group, onRename, error }: RenameProps) {
  const { t: common } = useTranslation();
  const [name, setName] = useState(group.name);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onRename(name.trim());
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={common('column.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problemAt(error, 'name')}
        />
        <div className={classes.actions}>
          <Button type="submit" variant="filled" disabled={name.trim() === group.name}>
            {common('act.save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

interface MembersProps {
  readonly group: Group;
  readonly mayChange: boolean;
  readonly onChange: (change: Change) => void;
}

function Members({ group, mayChange, onChange }: MembersProps) {
  const { t } = useTranslation('people');
  const nameOfUser = useUserNames();
  const users = useQuery(usersQuery).data ?? [];
  const others = users.filter(({ id, is_active }) => is_active && !group.member_ids.includes(id));
  return (
    <section className={classes.section}>
      <h3>{t('column.members')}</h3>
      {group.member_ids.length === 0 && <span className={classes.second}>{t('group.noMembers')}</span>}
      <div>
        {group.member_ids.map((id) => (
          <div key={id} className={classes.line}>
            <Name>{nameOfUser(id)}</Name>
            {mayChange && (
              <ActionIcon
                size={24}
                aria-label={t('group.removeMember', { name: nameOfUser(id) })}
                onClick={() => onChange({ remove_member_ids: [id] })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </div>
        ))}
      </div>
      {mayChange && (
        <Select
          aria-label={t('group.addMember')}
          placeholder={t('group.addMember')}
          searchable
          // It adds whoever is chosen and stands empty again.
          value={null}
          onChange={(id) => id !== null && onChange({ add_member_ids: [id] })}
          data={others.map(({ id, email }) => ({ value: id, label: email }))}
        />
      )}
    </section>
  );
}
