import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name } from '../../../components/figures.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { WithPanel } from '../../../components/side-panel.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay, useMe } from '../../../lib/me.ts';
import { Assign } from './assign.tsx';
import classes from './centres.module.css';
import { Day } from '../day.tsx';
import { History } from './history.tsx';
import { type Assignment, assignmentsQuery, type Centre, centresQuery, todayIn } from './queries.ts';
import type { CentresSearch } from './search.ts';

const route = getRouteApi('/shell/costs/centres');

/** For which cost centres calls are, and by whose assignment from which day on. */
export function CentresPage() {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const search: CentresSearch = route.useSearch();
  const navigate = route.useNavigate();
  const go = (changes: CentresSearch): void => void navigate({ search: (before) => ({ ...before, ...changes }) });
  const mayChange = useMay('policy:change');
  const [isAssigning, setAssigning] = useState(false);
  const centres = useQuery(centresQuery);
  const assign = mayChange && (
    <Button variant="filled" leftSection={<IconPlus size={16} />} onClick={() => setAssigning(true)}>
      {t('centre.assign')}
    </Button>
  );
  return (
    <Page title={common('nav.costCentres')} about={t('centre.about')} actions={assign}>
      {centres.error ? (
        <ProblemNotice error={centres.error} onRetry={() => void centres.refetch()} />
      ) : !centres.data ? (
        <Waiting />
      ) : (
        <WithPanel panel={search.user && <History userId={search.user} onClose={() => go({ user: undefined })} />}>
          <div className={classes.sections}>
            {centres.data.length === 0 ? (
              <Empty>{t('centre.empty')}</Empty>
            ) : (
              <Centres centres={centres.data} go={go} />
            )}
            <Assignments search={search} go={go} mayChange={mayChange} />
          </div>
        </WithPanel>
      )}
      {isAssigning && (
        <Assign centres={(centres.data ?? []).map(({ name }) => name)} onClose={() => setAssigning(false)} />
      )}
    </Page>
  );
}

type Go = (changes: CentresSearch) => void;

function Centres({ centres, go }: { readonly centres: readonly Centre[]; readonly go: Go }) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const format = useFormat();
  const costs = ({ name }: Centre) => (
    <Link to="/costs" search={{ by: 'user', cost_centre: [name] }} className={classes.link}>
      {t('centre.costs')}
    </Link>
  );
  const columns: readonly Column<Centre>[] = [
    { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
    { key: 'users', header: t('centre.users'), width: '130px', align: 'end', cell: ({ users }) => format.count(users) },
    { key: 'first', header: t('centre.first'), width: '150px', cell: ({ first_day }) => <Day day={first_day} /> },
    { key: 'costs', header: '', width: '130px', align: 'end', cell: costs },
  ];
  return (
    <DataTable
      label={common('nav.costCentres')}
      columns={columns}
      rows={centres}
      rowKey={({ name }) => name}
      onOpen={({ name }) => go({ cost_centre: name })}
      item={(centre) => (
        <div>
          <div className={classes.line}>
            <Name>{centre.name}</Name> {costs(centre)}
          </div>
          <div className={classes.below}>{t('centre.usersToday', { count: centre.users })}</div>
        </div>
      )}
    />
  );
}

interface AssignmentsProps {
  readonly search: CentresSearch;
  readonly go: Go;
  readonly mayChange: boolean;
}

function Assignments({ search, go, mayChange }: AssignmentsProps) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const zone = useMe()?.report_time_zone ?? 'UTC';
  const [taken, setTaken] = useState<Assignment | null>(null);
  const assignments = useQuery(assignmentsQuery(search.cost_centre));
  if (assignments.error) return <ProblemNotice error={assignments.error} onRetry={() => void assignments.refetch()} />;
  if (!assignments.data) return <Waiting lines={4} />;
  const centreOf = ({ cost_centre }: Assignment) =>
    cost_centre === null ? <span>{t('centre.none')}</span> : <Name>{cost_centre}</Name>;
  const act = (one: Assignment) =>
    one.managed_by_file ? (
      <span className={classes.below}>gateway.yaml</span>
    ) : (
      mayChange && (
        <Button size="compact-sm" onClick={() => setTaken(one)}>
          {t('centre.takeBack')}
        </Button>
      )
    );
  const columns: readonly Column<Assignment>[] = [
    { key: 'who', header: t('centre.who'), cell: ({ subject }) => <Name>{subject.name}</Name> },
    { key: 'kind', header: t('centre.kind'), width: '110px', cell: ({ subject }) => t(`budget.kinds.${subject.kind}`) },
    { key: 'centre', header: t('by.cost_centre'), cell: centreOf },
    { key: 'from', header: t('centre.from'), width: '150px', cell: ({ valid_from }) => <Day day={valid_from} /> },
    { key: 'act', header: '', width: '130px', align: 'end', cell: act },
  ];
  return (
    <section>
      <h2 className={classes.head}>
        {t('centre.assignments')}
        {search.cost_centre && (
          <span className={classes.chip}>
            <Name>{search.cost_centre}</Name>
            <ActionIcon
              size={24}
              onClick={() => go({ cost_centre: undefined })}
              aria-label={`${common('act.remove')}: ${search.cost_centre}`}
            >
              <IconX size={14} />
            </ActionIcon>
          </span>
        )}
      </h2>
      <DataTable
        label={t('centre.assignments')}
        columns={columns}
        rows={assignments.data}
        rowKey={({ id }) => id}
        onOpen={({ subject }) => subject.kind === 'user' && go({ user: subject.id })}
        item={(one) => (
          <div>
            <div className={classes.line}>
              <Name>{one.subject.name}</Name> {act(one)}
            </div>
            <div className={`${classes.line} ${classes.below}`}>
              {centreOf(one)} <Day day={one.valid_from} />
            </div>
          </div>
        )}
      />
      {taken && (
        <Confirm
          title={t('centre.takeBackTitle', { name: taken.subject.name })}
          act={t('centre.takeBack')}
          destroys
          asksReason={taken.valid_from < todayIn(zone)}
          onConfirm={async (reason) => {
            await answer(
              api.DELETE('/api/cost-centre-assignments/{id}', {
                params: { path: { id: taken.id }, query: reason === '' ? {} : { reason } },
              }),
            );
            await client.invalidateQueries({ queryKey: ['cost-centres'] });
          }}
          onClose={() => setTaken(null)}
        >
          {t('centre.takeBackText', { day: taken.valid_from })}
        </Confirm>
      )}
    </section>
  );
}
