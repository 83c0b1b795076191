import { useTranslation } from 'react-i18next';
import { type Series, TimeBars } from '../../components/time-bars.tsx';
import { callsOf } from '../../lib/calls.ts';
import { type Format, useFormat } from '../../lib/format.ts';
import type { Search } from '../../lib/search-params.ts';
import type { Overview } from './overview-query.ts';

type Word = keyof Overview['decisions'];
type Step = Overview['steps'][number];

/** In stack order, each with the colour of its word. */
const looks: readonly (readonly [Word, string])[] = [
  ['passed', 'var(--tg-series-1)'],
  ['redacted', 'var(--tg-series-4)'],
  ['rerouted', 'var(--tg-series-3)'],
  ['blocked', 'var(--tg-blocked)'],
  ['undecided', 'var(--tg-series-8)'],
];

/**
 * Calls by hour, or by what the window is cut into, stacked by decision.
 * @param readAt when the figures were read: what ends later is not over
 */
export function CallsOverTime({ overview, readAt }: { readonly overview: Overview; readonly readAt: number }) {
  const { t } = useTranslation('overview');
  const { t: common } = useTranslation();
  const format = useFormat();
  const nameOf = (word: Word): string => (word === 'undecided' ? t('undecided') : common(`decision.${word}`));
  const series: Series[] = looks
    .filter(([word]) => overview.decisions[word] > 0 || word === 'passed')
    .map(([key, color]) => ({ key, label: nameOf(key), color }));
  return (
    <TimeBars
      label={t(`by.${overview.step}`)}
      tick={(value) => (Number.isInteger(value) ? format.compact(value) : '')}
      series={series}
      bars={overview.steps.map((step) => ({
        key: step.from,
        label: labelOf(step, overview.step, format),
        isIncomplete: Date.parse(step.to) > readAt,
        segments: looks.map(([word]) => ({
          series: word,
          value: step[word],
          told: format.count(step[word]),
          link: callsOf({ from: step.from, to: step.to, ...searchOf(word) }),
        })),
      }))}
    />
  );
}

function searchOf(word: Word): Search {
  return word === 'undecided' ? { without: 'decision' } : { decision: word };
}

function labelOf({ from }: Step, step: Overview['step'], format: Format): string {
  return step === 'day' ? format.date(from) : format.clock(from);
}
