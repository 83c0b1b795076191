import { IconLock, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { CountLink, Name, Time } from '../../../components/figures.tsx';
import { Sparkline } from '../../../components/time-bars.tsx';
import { callsOf } from '../../../lib/calls.ts';
import { useFormat } from '../../../lib/format.ts';
import { lastSevenDays, type Rule, type Statistics } from '../data.ts';
import classes from './rules.module.css';

/** Its name and id; marked where it differs from its pack, and where the configuration file holds it. */
export function MarkedRuleName({ rule, isShort = false }: { readonly rule: Rule; readonly isShort?: boolean }) {
  const { t } = useTranslation('risk');
  return (
    <span className={classes.name}>
      <Name>{useRuleNames().nameOf(rule.id, rule.display_name)}</Name>
      {!isShort && (
        <code className={classes.id} title={rule.id}>
          {rule.id}
        </code>
      )}
      {rule.override !== null && (
        <IconPencil size={14} role="img" aria-label={t('rules.edited')} className={classes.mark} />
      )}
      {rule.managed_by_file && (
        <IconLock size={14} role="img" aria-label={t('rules.byFile')} className={classes.mark} />
      )}
    </span>
  );
}

export function EnabledMark({ isEnabled }: { readonly isEnabled: boolean }) {
  const { t } = useTranslation('risk');
  return (
    <span
      className={classes.state}
      data-on={isEnabled}
      role="img"
      aria-label={isEnabled ? t('rules.on') : t('rules.off')}
      title={isEnabled ? t('rules.on') : t('rules.off')}
    />
  );
}

/** Hits within seven days, as a link to the calls that they were in, with their trend. */
export function Hits({
  rule,
  statistics,
  isShort = false,
}: {
  readonly rule: string;
  readonly statistics: Statistics | undefined;
  readonly isShort?: boolean;
}) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const { days, from, to } = lastSevenDays();
  if (statistics === undefined) return <span>–</span>;
  const { calls, hits } = statistics;
  const byDay = days.map((day) => statistics.days.find((one) => one.day === day)?.hits ?? 0);
  if (hits === 0 && calls === 0) return <span>{format.count(0)}</span>;
  return (
    <span className={classes.hits}>
      <CountLink
        {...callsOf({ rule, from, to })}
        label={t('rules.hitsLink', { hits: format.count(hits), calls: format.count(calls) })}
      >
        {format.count(hits)}
      </CountLink>
      {!isShort && (
        <Sparkline
          values={byDay}
          label={t('rules.trend', { values: format.list(byDay.map(format.count)) })}
          width={56}
        />
      )}
    </span>
  );
}

/** The share of false alarms among the hits that somebody looked at. */
export function WrongRate({ statistics }: { readonly statistics: Statistics | undefined }) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const { marked_wrong: wrong = 0, marked_right: right = 0 } = statistics ?? {};
  const marked = wrong + right;
  if (marked === 0) return <span>–</span>;
  const told = t('rules.wrongOf', { wrong: format.count(wrong), marked: format.count(marked) });
  return <span title={told}>{format.percent(wrong / marked)}</span>;
}

export function LastHit({ statistics }: { readonly statistics: Statistics | undefined }) {
  const { t } = useTranslation('risk');
  if (statistics === undefined) return <span>–</span>;
  return statistics.last_hit_at === null ? (
    <span className={classes.quiet}>{t('rules.never')}</span>
  ) : (
    <Time at={statistics.last_hit_at} as="ago" />
  );
}
