import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { RuleName } from '../../../components/rule-name.tsx';
import { HitText } from '../../../components/hit-text.tsx';
import { ActionWord, SeverityWord } from '../../../components/words.tsx';
import { useFormat } from '../../../lib/format.ts';
import type { Hit, RuleTestResult } from '../data.ts';
import { RuleOfId } from '../rule-of-id.tsx';
import { DecisionPath } from './decision-path.tsx';
import classes from './bench.module.css';

export interface BenchResultProps {
  readonly result: RuleTestResult;
  /** The same with what each rule takes and what was ignored, which comes later. */
  readonly measured: RuleTestResult | undefined;
  /** Texts that are known here, by their place. */
  readonly texts: Readonly<Record<string, string>>;
}

export function BenchResult({ result, measured, texts }: BenchResultProps) {
  const { t } = useTranslation('risk');
  const { nameOf } = useRuleNames();
  const { hits, scanned } = result;
  const places = [...new Set(hits.map(({ place }) => place))].filter((place) => texts[place] !== undefined);
  return (
    <div className={classes.parts}>
      <DecisionPath result={result} />
      {places.map((place) => (
        <section key={place} aria-label={t('bench.foundIn', { place })}>
          <h2>{t('bench.foundIn', { place })}</h2>
          <div className={classes.text}>
            <HitText
              text={texts[place] ?? ''}
              hits={hits
                .filter((hit) => hit.place === place)
                .map((hit) => ({
                  start: hit.start,
                  end: hit.end,
                  rule: nameOf(hit.rule, hit.display_name),
                  acted: isActing(hit),
                }))}
            />
          </div>
        </section>
      ))}
      <section aria-label={t('bench.found', { count: hits.length })}>
        <h2>{t('bench.found', { count: hits.length })}</h2>
        <ul className={classes.hits}>
          {hits.map((hit) => (
            <Found key={`${hit.rule} ${hit.place} ${hit.start} ${hit.end}`} hit={hit} />
          ))}
        </ul>
        {scanned.undone !== undefined && scanned.undone > 0 && (
          <Text size="sm" c="dimmed">
            {t('bench.undone', { count: scanned.undone })}
          </Text>
        )}
      </section>
      {measured && <Ignored measured={measured} texts={texts} />}
      {measured && <Times measured={measured} />}
    </div>
  );
}

function isActing({ action, is_reviewed }: Hit): boolean {
  return action !== 'allow' && is_reviewed !== true;
}

function Found({ hit }: { readonly hit: Hit }) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const why = [
    hit.why?.validator === undefined ? null : t('bench.passedCheck', { validator: hit.why.validator }),
    hit.why?.context === undefined ? null : t('bench.nearWords', { words: format.list(hit.why.context) }),
    hit.is_reviewed ? t('bench.reviewed') : null,
  ].filter((one) => one !== null);
  return (
    <li>
      <div className={classes.line}>
        <SeverityWord severity={hit.severity} />
        <Link to="/risk/rules" search={{ rule: hit.rule }} className={classes.rule}>
          <RuleName of={hit} />
        </Link>
        <ActionWord action={hit.action} />
        <span className={classes.quiet}>{isActing(hit) ? t('bench.acts') : t('bench.records')}</span>
      </div>
      <div className={classes.quiet}>
        <code>{hit.place}</code> · <code>{hit.sample}</code>
      </div>
      {hit.disguises && (
        <div className={classes.quiet}>{t('bench.disguises', { path: [...hit.disguises, hit.rule].join(' → ') })}</div>
      )}
      {why.length > 0 && <div className={classes.quiet}>{format.list(why)}</div>}
    </li>
  );
}

/** What looks like a finding and is none, and why. */
function Ignored({
  measured: { ignored },
  texts,
}: Pick<BenchResultProps, 'texts'> & { readonly measured: RuleTestResult }) {
  const { t } = useTranslation('risk');
  if (ignored.length === 0) return null;
  return (
    <section aria-label={t('bench.ignored', { count: ignored.length })}>
      <h2>{t('bench.ignored', { count: ignored.length })}</h2>
      <ul className={classes.hits}>
        {ignored.map(({ rule, place, start, end, why }) => (
          <li key={`${rule} ${place} ${start} ${end}`}>
            <div className={classes.line}>
              <code>{texts[place]?.slice(start, end) ?? place}</code>
              <Link to="/risk/rules" search={{ rule }} className={classes.rule}>
                <RuleOfId rule={rule} />
              </Link>
            </div>
            <div className={classes.quiet}>{t(`bench.why.${why}`)}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const timesShown = 8;

/** What the scan took, and the rules that take the most of it. */
function Times({ measured: { times, scan_us: us } }: { readonly measured: RuleTestResult }) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  if (times.rules.length === 0) return null;
  return (
    <details>
      <summary>
        {t('bench.took', { time: format.duration(us / 1000), characters: format.count(times.characters) })}
      </summary>
      <table className={classes.times}>
        <thead>
          <tr>
            <th scope="col">{t('column.rule')}</th>
            <th scope="col">{t('bench.alone')}</th>
          </tr>
        </thead>
        <tbody>
          {times.rules.slice(0, timesShown).map(({ rule, us: own }) => (
            <tr key={rule}>
              <th scope="row">
                <RuleOfId rule={rule} />
              </th>
              <td>{format.duration(own / 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!times.is_complete && <Text size="xs">{t('bench.incomplete')}</Text>}
    </details>
  );
}
