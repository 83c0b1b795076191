import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { Facts } from '../../components/facts.tsx';
import { CountLink, Name } from '../../components/figures.tsx';
import { Id } from '../../components/id.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { answer, api } from '../../lib/api.ts';
import { callsOf } from '../../lib/calls.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { useAct } from '../../lib/use-act.ts';
import { CostCentres } from './cost-centres.tsx';
import { DeactivateUser } from './deactivate-user.tsx';
import { ManagedNote } from './managed-note.tsx';
import { ModelAccess } from './model-access.tsx';
import classes from './people.module.css';
import { groupsQuery, instancesQuery, keysQuery, type User } from './queries.ts';
import { ActiveWord, KeyStateWord } from './state-word.tsx';
import { UserForm } from './user-form.tsx';
import { UserSessions } from './user-sessions.tsx';

/** One person: role, groups, what they have and where they are signed in, and what they may use now. */
export function UserPanel({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change');
  const isMe = useMe()?.user?.id === user.id;
  const groups = useQuery(groupsQuery).data?.filter(({ member_ids }) => member_ids.includes(user.id)) ?? [];
  const instances = useQuery(instancesQuery).data?.filter(({ owner_id }) => owner_id === user.id) ?? [];
  const keys = useQuery(keysQuery).data?.filter(({ user_id }) => user_id === user.id) ?? [];
  return (
    <SidePanel title={<Name>{user.name}</Name>} label={t('user.panel', { name: user.name })} onClose={onClose}>
      <Facts
        items={[
          { label: t('column.email'), value: <Name>{user.email}</Name> },
          { label: t('column.role'), value: common(`role.${user.role}`) },
          { label: common('column.state'), value: <ActiveWord isActive={user.is_active} /> },
          { label: 'ID', value: <Id value={user.id} /> },
        ]}
      />
      <div className={classes.actions}>
        <CountLink {...callsOf({ user: user.id, range: '30d' })}>{t('user.calls')}</CountLink>
      </div>
      <ManagedNote isManaged={user.managed_by_file} />
      {mayChange && !user.managed_by_file && user.is_active && <UserForm key={user.revision} user={user} />}
      {mayChange && <Acts user={user} isMe={isMe} />}
      <Section title={t('access.title')}>
        <ModelAccess of="user" id={user.id} />
      </Section>
      <Section title={t('group.title')}>
        <Lines
          none={t('user.noGroups')}
          items={groups.map(({ id, name }) => ({ id, to: '/people/groups', search: { group: id }, name }))}
        />
      </Section>
      <Section title={t('instance.title')}>
        <Lines
          none={t('user.noInstances')}
          items={instances.map(({ id, name, is_active }) => ({
            id,
            to: '/people/instances',
            search: { instance: id },
            name,
            state: <ActiveWord isActive={is_active} />,
          }))}
        />
      </Section>
      <Section title={t('key.title')}>
        <Lines
          none={t('user.noKeys')}
          items={keys.map((key) => ({
            id: key.id,
            to: '/people/keys',
            search: { user: user.id, state: 'all', key: key.id },
            name: key.name,
            state: <KeyStateWord apiKey={key} />,
          }))}
        />
      </Section>
      <Section title={t('cost.title')}>
        <CostCentres userId={user.id} />
      </Section>
      <Section title={t('session.title')}>
        <UserSessions userId={user.id} mayEnd={mayChange} />
      </Section>
    </SidePanel>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface Line {
  readonly id: string;
  readonly to: string;
  readonly search: Readonly<Record<string, string>>;
  readonly name: string;
  readonly state?: ReactNode;
}

function Lines({ none, items }: { readonly none: string; readonly items: readonly Line[] }) {
  if (items.length === 0) return <span className={classes.second}>{none}</span>;
  return (
    <div>
      {items.map(({ id, to, search, name, state }) => (
        <div key={id} className={classes.line}>
          <Link to={to as LinkProps['to']} search={search as LinkProps['search']}>
            <Name>{name}</Name>
          </Link>
          {state}
        </div>
      ))}
    </div>
  );
}

function Acts({ user, isMe }: { readonly user: User; readonly isMe: boolean }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [asked, setAsked] = useState<'password' | 'deactivate' | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const reset = useAct(
    () => answer(api.POST('/api/users/{id}/reset-password', { params: { path: { id: user.id } } })),
    { onDone: (made) => setPassword(made.password) },
  );
  const activate = useAct(
    () =>
      answer(
        api.PATCH('/api/users/{id}', {
          params: { path: { id: user.id }, header: { 'if-match': `"${user.revision}"` } },
          body: { is_active: true },
        }),
      ),
    { told: t('user.activated', { name: user.name }) },
  );
  return (
    <div className={classes.actions}>
      {user.is_active && <Button onClick={() => setAsked('password')}>{t('user.givePassword')}</Button>}
      {user.is_active && !isMe && !user.managed_by_file && (
        <Button onClick={() => setAsked('deactivate')}>{t('user.deactivate')}</Button>
      )}
      {!user.is_active && !user.managed_by_file && (
        <Button onClick={() => activate.mutate(undefined)} loading={activate.isPending}>
          {common('act.activate')}
        </Button>
      )}
      {asked === 'password' && (
        <Confirm
          title={t('user.givePasswordTitle', { name: user.name })}
          act={t('user.givePassword')}
          onConfirm={() => reset.mutateAsync(undefined)}
          onClose={() => setAsked(null)}
        >
          {t('user.givePasswordText')}
        </Confirm>
      )}
      {asked === 'deactivate' && <DeactivateUser user={user} onClose={() => setAsked(null)} />}
      {password !== null && (
        <SecretOnce
          title={t('user.passwordFor', { email: user.email })}
          secret={password}
          onClose={() => setPassword(null)}
        >
          {t('user.passwordHelp')}
        </SecretOnce>
      )}
    </div>
  );
}
