import { Button, Group, SegmentedControl, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Name } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useMay } from '../../../lib/me.ts';
import classes from '../catalogue.module.css';
import { type GranteeKind, granteeKinds, granteeName, idOf, isSameGrantee, useGrantees } from '../grants/grantees.ts';
import { useGrantChanges } from '../grants/use-grant-changes.ts';
import { WhoMayUse } from './who-may-use.tsx';
import { type Grant, grantsQuery, type Model } from '../queries.ts';

/** Who may ask for a model by its name. */
export function GrantsTab({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const mayChange = useMay('policy:change');
  const grantees = useGrantees();
  const changes = useGrantChanges();
  const { data: grants = [] } = useQuery(grantsQuery);
  const own = grants.filter(({ model_id }) => model_id === model.id);
  const nameOf = ({ to }: Grant): string => granteeName(grantees, to);
  const takeBack = useMutation({ mutationFn: (grant: Grant) => changes.takeBack(model, grant, nameOf(grant)) });
  const takeBackOf = (grant: Grant) => {
    if (grant.managed_by_file) return <span className={classes.soft}>{t('grants.byFile')}</span>;
    if (!mayChange) return null;
    return (
      <Button
        size="compact-sm"
        onClick={() => takeBack.mutate(grant)}
        aria-label={t('grants.takeBackFrom', { who: nameOf(grant) })}
      >
        {t('grants.takeBack')}
      </Button>
    );
  };
  const columns: Column<Grant>[] = [
    { key: 'kind', header: t('grants.kind'), width: '110px', cell: ({ to }) => t(`grants.kinds.${to.kind}`) },
    { key: 'who', header: t('grants.who'), cell: (grant) => <Name>{nameOf(grant)}</Name> },
    { key: 'act', header: '', width: '120px', align: 'end', cell: takeBackOf },
  ];
  return (
    <div className={classes.stack}>
      <p className={classes.soft}>{t(model.is_secure ? 'grants.ofSecure' : 'grants.intro')}</p>
      {takeBack.error && <ProblemNotice error={takeBack.error} />}
      {own.length === 0 ? (
        <p>{t('grants.none')}</p>
      ) : (
        <DataTable
          label={t('tab.grants')}
          columns={columns}
          rows={own}
          rowKey={({ id }) => id}
          item={(grant) => (
            <span className={classes.itemLine}>
              <Name>{nameOf(grant)}</Name>
              <span className={classes.soft}>{t(`grants.kinds.${grant.to.kind}`)}</span>
              <span className={classes.push}>{takeBackOf(grant)}</span>
            </span>
          )}
        />
      )}
      {mayChange && <AddGrant model={model} own={own} />}
      <WhoMayUse model={model} />
      <Link to="/models/grants" className={classes.link}>
        {t('grants.toMatrix')}
      </Link>
    </div>
  );
}

function AddGrant({ model, own }: { readonly model: Model; readonly own: readonly Grant[] }) {
  const { t } = useTranslation('catalogue');
  const grantees = useGrantees();
  const changes = useGrantChanges();
  const [kind, setKind] = useState<GranteeKind>('group');
  const [id, setId] = useState<string | null>(null);
  const free = grantees[kind].filter(({ to }) => !own.some((grant) => isSameGrantee(grant.to, to)));
  const chosen = kind === 'everyone' ? free[0] : free.find(({ to }) => idOf(to) === id);
  const add = useMutation({
    mutationFn: async () => {
      if (chosen) await changes.grant(model, chosen.to, chosen.label);
    },
    onSuccess: () => setId(null),
  });
  return (
    <form
      className={classes.section}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <h3>{t('grants.add')}</h3>
      <SegmentedControl
        aria-label={t('grants.kind')}
        value={kind}
        onChange={(value) => {
          setKind(value);
          setId(null);
        }}
        data={granteeKinds.map((one) => ({ value: one, label: t(`grants.kinds.${one}`) }))}
      />
      <Group gap="sm" align="flex-end">
        {kind !== 'everyone' && (
          <Select
            flex={1}
            label={t('grants.who')}
            data={free.map(({ to, label }) => ({ value: idOf(to), label }))}
            value={id}
            onChange={setId}
            searchable
            limit={50}
            nothingFoundMessage={t('nobodyFound')}
          />
        )}
        <Button type="submit" variant="filled" disabled={!chosen} loading={add.isPending}>
          {t('grants.grant')}
        </Button>
      </Group>
      {add.error && <ProblemNotice error={add.error} />}
    </form>
  );
}
