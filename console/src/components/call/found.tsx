import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call, Hit } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { RuleName } from '../rule-name.tsx';
import { ActionWord, SeverityWord } from '../words.tsx';
import { TrafficLink } from './links.tsx';
import classes from './call.module.css';

const strength = ['allow', 'redact', 'route_secure_model', 'block'] as const;

/** Whether a hit decided something, beside being recorded. */
export function acted(call: Call, hit: Hit): boolean {
  if (hit.action === 'allow' || hit.is_reviewed) return false;
  if (hit.direction === 'response') return true;
  const others = call.hits.filter((one) => one.direction === undefined && !one.is_reviewed);
  return !others.some((one) => strength.indexOf(one.action) > strength.indexOf(hit.action));
}

/** What was found in a call: rule, place, a masked sample, and whether it acted. */
export function Found({
  call,
  actions,
  most = Infinity,
}: {
  readonly call: Call;
  /** Below a hit, by its index in the record. */
  readonly actions?: (hit: Hit, index: number) => ReactNode;
  readonly most?: number;
}) {
  const { t } = useTranslation('call');
  const format = useFormat();
  const { scanned, hits } = call;
  const beyond = (scanned?.hits_beyond ?? 0) + (scanned?.answer?.hits_beyond ?? 0);
  return (
    <section className={classes.section} aria-label={t('found.title')}>
      <h3 className={classes.heading}>
        {t('found.title')} <span className={classes.dim}>{hits.length > 0 && format.count(hits.length + beyond)}</span>
      </h3>
      {hits.length === 0 ? (
        <p className={classes.dim}>
          {scanned === null
            ? t('found.notScanned')
            : t('found.nothing', {
                count: scanned.texts,
                texts: format.count(scanned.texts),
                characters: format.count(scanned.characters),
                version: call.policy_version ?? '–',
              })}
        </p>
      ) : (
        <ul className={classes.hits}>
          {hits.slice(0, most).map((hit, index) => (
            <li key={index} className={classes.hit} data-acted={acted(call, hit)}>
              <div className={classes.line}>
                <SeverityWord severity={hit.severity} />
                <b className={classes.rule}>
                  <TrafficLink search={{ rule: [hit.rule] }}>
                    <RuleName of={hit} />
                  </TrafficLink>
                </b>
                {acted(call, hit) ? (
                  <ActionWord action={hit.action} />
                ) : (
                  <span className={classes.dim}>{t(hit.is_reviewed ? 'found.reviewed' : 'found.recorded')}</span>
                )}
              </div>
              <div className={classes.dim}>
                <code>{hit.place}</code> · {t(`scope.${hit.scope}`)}
                {hit.direction === 'response' && ` · ${t('found.inAnswer')}`}
              </div>
              <div className={classes.dim}>
                <code className={classes.sample}>{hit.sample}</code>
                {hit.disguises && ` · ${t('found.hidden', { how: hit.disguises.join(' → ') })}`}
                {hit.why?.validator && ` · ${t('found.passes', { check: hit.why.validator })}`}
                {hit.why?.context && ` · ${t('found.near', { words: format.list(hit.why.context) })}`}
              </div>
              {actions?.(hit, index)}
            </li>
          ))}
        </ul>
      )}
      {hits.length > most && <p className={classes.dim}>{t('found.more', { count: hits.length - most })}</p>}
      {beyond > 0 && <p className={classes.dim}>{t('found.beyond', { count: beyond })}</p>}
    </section>
  );
}
