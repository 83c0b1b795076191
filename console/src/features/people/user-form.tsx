import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useAct } from '../../lib/use-act.ts';
import classes from './people.module.css';
import type { User } from './queries.ts';
import { trimmed, UserFields, type UserValues } from './user-fields.tsx';

/** Name, e-mail and role. Another one's change in between is told, and what was typed stays. */
export function UserForm({ user }: { readonly user: User }) {
  const { t: common } = useTranslation();
  const [values, setValues] = useState<UserValues>({ email: user.email, name: user.name, role: user.role });
  const wanted = trimmed(values);
  const save = useAct(
    () =>
      answer(
        api.PATCH('/api/users/{id}', {
          params: { path: { id: user.id }, header: { 'if-match': `"${user.revision}"` } },
          body: wanted,
        }),
      ),
    { told: common('state.saved') },
  );
  const isChanged = wanted.name !== user.name || wanted.email !== user.email || wanted.role !== user.role;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Stack gap="sm">
        <UserFields values={values} onChange={setValues} error={save.error} />
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
