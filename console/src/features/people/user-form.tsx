import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import classes from './people.module.css';
import type { User } from './queries.ts';
import { roles } from './roles.ts';

/** Name, e-mail and role. Another one's change in between is told, and what was typed stays. */
export function UserForm({ user }: { readonly user: User }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [name, setName] = useState(user.name);
  const [email, setEmail] = useState(user.email);
  const [role, setRole] = useState(user.role);
  const save = useAct(
    () =>
      answer(
        api.PATCH('/api/users/{id}', {
          params: { path: { id: user.id }, header: { 'if-match': `"${user.revision}"` } },
          body: { name: name.trim(), email: email.trim(), role },
        }),
      ),
    { told: common('state.saved') },
  );
  const isChanged = name.trim() !== user.name || email.trim() !== user.email || role !== user.role;
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
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problemAt(save.error, 'name')}
        />
        <TextInput
          type="email"
          label={t('column.email')}
          required
          maxLength={254}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={problemAt(save.error, 'email')}
        />
        <Select
          label={t('column.role')}
          description={t(`roleHelp.${role}`)}
          allowDeselect={false}
          value={role}
          onChange={(value) => setRole(value as User['role'])}
          data={roles.map((value) => ({ value, label: common(`role.${value}`) }))}
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
