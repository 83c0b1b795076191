import { useTranslation } from 'react-i18next';
import { CountLink, Money, Name } from '../../components/figures.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Sparkline } from '../../components/time-bars.tsx';
import { callsOf } from '../../lib/calls.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/me.ts';
import type { Search } from '../../lib/search-params.ts';
import classes from './overview.module.css';
import type { Overview } from './overview-query.ts';

type Rule = NonNullable<Overview['rules']>[number];
type User = Overview['users'][number];

/** The rules that hit in most calls. */
export function Found({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { from, to, rules } = overview;
  const calls = ({ rule, display_name, calls: count }: Rule, told = format.count(count)) => (
    <CountLink {...callsOf({ from, to, rule })} label={t('callsWith', { count, name: display_name })}>
      {told}
    </CountLink>
  );
  const trend = ({ display_name, trend: values }: Rule) => (
    <Sparkline values={values} label={t('trendOf', { name: display_name })} />
  );
  const columns: readonly Column<Rule>[] = [
    { key: 'rule', header: t('rule'), cell: ({ display_name }) => <Name>{display_name}</Name> },
    { key: 'calls', header: t('calls'), width: '88px', align: 'end', cell: (rule) => calls(rule) },
    { key: 'trend', header: t('trend'), width: '96px', align: 'end', cell: trend },
  ];
  return (
    <section className={classes.section}>
      <h2>{t('found')}</h2>
      {rules === null ? (
        <p className={classes.quiet}>{t('tooLong')}</p>
      ) : rules.length === 0 ? (
        <p className={classes.quiet}>{t('foundNothing')}</p>
      ) : (
        <DataTable
          label={t('found')}
          columns={columns}
          rows={rules}
          rowKey={({ rule }) => rule}
          item={(rule) => (
            <div className={classes.item}>
              <Name>{rule.display_name}</Name>
              <span>
                {calls(rule, t('callsCount', { count: rule.calls }))} {trend(rule)}
              </span>
            </div>
          )}
        />
      )}
    </section>
  );
}

/** Who called most. Members see their instances. */
export function WhoUses({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const isMember = useMe()?.role === 'member';
  const by = isMember ? 'instance' : 'user';
  const { from, to, users } = overview;
  const nameOf = ({ name, key }: User): string => name ?? key ?? t(isMember ? 'noInstance' : 'noUser');
  const calls = (user: User, told = format.count(user.calls)) => {
    const search: Search = user.key === null ? { without: by } : { [by]: user.key };
    return (
      <CountLink {...callsOf({ from, to, ...search })} label={t('callsOf', { count: user.calls, name: nameOf(user) })}>
        {told}
      </CountLink>
    );
  };
  const costs = (user: User) => (
    <span className={classes.costs}>
      {user.costs.map(({ kind, currency, amount }) => (
        <Money key={`${kind} ${currency}`} amount={amount} currency={currency} />
      ))}
    </span>
  );
  const columns: readonly Column<User>[] = [
    { key: 'name', header: t(isMember ? 'instance' : 'user'), cell: (user) => <Name>{nameOf(user)}</Name> },
    { key: 'calls', header: t('calls'), width: '88px', align: 'end', cell: (user) => calls(user) },
    { key: 'costs', header: t('cost'), width: '220px', align: 'end', cell: costs },
  ];
  const title = t(isMember ? 'whichUse' : 'whoUses');
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {users.length === 0 ? (
        <p className={classes.quiet}>{t('nobody')}</p>
      ) : (
        <DataTable
          label={title}
          columns={columns}
          rows={users}
          rowKey={({ key }) => key ?? ''}
          item={(user) => (
            <div className={classes.item}>
              <Name>{nameOf(user)}</Name>
              <span>
                {calls(user, t('callsCount', { count: user.calls }))} {costs(user)}
              </span>
            </div>
          )}
        />
      )}
    </section>
  );
}
