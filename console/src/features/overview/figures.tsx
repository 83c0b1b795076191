import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/figures.tsx';
import { callsOf } from '../../lib/calls.ts';
import { useFormat } from '../../lib/format.ts';
import type { Search } from '../../lib/search-params.ts';
import classes from './overview.module.css';
import type { Overview } from './overview-query.ts';

/** The figures of the window, each a link to the calls that it is made of. */
export function Figures({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation();
  const format = useFormat();
  const { from, to, decisions } = overview;
  const figure = (label: string, count: number, search: Search, aside?: ReactNode) => (
    <Figure label={label} search={{ from, to, ...search }} aside={aside}>
      {format.count(count)}
    </Figure>
  );
  return (
    <dl className={classes.figures}>
      {figure(t('calls'), overview.calls, {}, <Change overview={overview} />)}
      {figure(common('decision.blocked'), decisions.blocked, { decision: 'blocked' })}
      {figure(common('decision.rerouted'), decisions.rerouted, { decision: 'rerouted' })}
      {figure(common('decision.redacted'), decisions.redacted, { decision: 'redacted' })}
      {figure(common('status.failed'), overview.failed, { status: ['failed', 'interrupted'] })}
      {figure(common('status.denied'), overview.denied, { status: 'denied' })}
      {overview.costs.map(({ kind, currency, amount }) => (
        <Figure
          key={`${kind} ${currency}`}
          label={common(kind === 'internal_cost' ? 'cost.internal' : 'cost.estimated')}
          search={{ from, to, currency, route: kind === 'internal_cost' ? 'secure' : 'external' }}
        >
          <Money amount={amount} currency={currency} digits={isSmall(amount) ? 'short' : 'total'} />
        </Figure>
      ))}
    </dl>
  );
}

/** Of amounts below one, two decimals would say nothing. */
function isSmall(amount: string): boolean {
  return /^-?0(?:\.|$)/.test(amount);
}

interface FigureProps {
  readonly label: string;
  readonly search: Search;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

function Figure({ label, search, aside, children }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Link {...callsOf(search)} className={classes.figure}>
          {children}
        </Link>
        {aside}
      </dd>
    </div>
  );
}

/** Against the window of the same length before. */
function Change({ overview: { calls, calls_before: before } }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  if (before === null || before === 0 || calls === before) return null;
  const share = format.percent(Math.abs(calls - before) / before);
  const told = t(calls > before ? 'more' : 'fewer', { share, before: format.count(before) });
  return (
    <span className={classes.change} title={told}>
      <span aria-hidden>
        {calls > before ? '▲' : '▼'} {share}
      </span>
      <span className={classes.unseen}>{told}</span>
    </span>
  );
}
