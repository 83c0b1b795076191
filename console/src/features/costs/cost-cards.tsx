import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CountLink } from '../../components/figures.tsx';
import { callsIn } from '../../lib/calls.ts';
import { isZero, minus, projected, shareOf } from '../../lib/decimal.ts';
import { useFormat } from '../../lib/format.ts';
import { Amount } from './amount.tsx';
import classes from './cost-cards.module.css';
import type { Cost, Summary } from './queries.ts';
import { useSpanLabel } from './span-label.ts';
import type { CostsView } from './view.ts';

interface CardsProps {
  readonly view: CostsView;
  readonly summary: Summary;
  readonly before: Summary | undefined;
}

/** What a span came to, each figure a link to the calls it is made of; currencies are never added. */
export function CostCards({ view, summary, before }: CardsProps) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const { calls_url: url, rerouting } = summary;
  return (
    <div className={classes.cards}>
      {summary.costs.map((cost) => (
        <CostCard key={`${cost.kind} ${cost.currency}`} view={view} cost={cost} url={url} before={before} />
      ))}
      {summary.converted && (
        <Card label={t('card.also', { currency: summary.converted.currency })}>
          <Amount amount={summary.converted.amount} currency={summary.converted.currency} />
        </Card>
      )}
      <Card
        label={t('card.calls')}
        aside={<Change now={String(summary.calls)} before={before && String(before.calls)} view={view} />}
      >
        <CountLink {...callsIn(url)}>{format.count(summary.calls)}</CountLink>
      </Card>
      {summary.cache_savings.length > 0 && (
        <Card label={t('card.cache')}>
          <Amounts amounts={summary.cache_savings} />
        </Card>
      )}
      {rerouting.calls > 0 && (
        <Card
          label={t('card.rerouting')}
          aside={
            rerouting.instead.length > 0 && (
              <span className={classes.aside}>
                {t('card.instead')} <Amounts amounts={rerouting.instead} />
              </span>
            )
          }
        >
          <CountLink
            {...callsIn(url, { decision: 'rerouted' })}
            hint={t('card.reroutedCalls', { count: rerouting.calls })}
          >
            {rerouting.costs.length > 0 ? (
              <Amounts amounts={rerouting.costs} />
            ) : (
              t('card.reroutedCalls', { count: rerouting.calls })
            )}
          </CountLink>
        </Card>
      )}
      {summary.estimated_calls > 0 && (
        <Card label={t('card.estimated')} aside={t('card.ofCalls')}>
          <CountLink {...callsIn(url, { estimated_usage: 'true' })}>
            {format.percent(summary.estimated_share === null ? null : shareOf(summary.estimated_share, '1'))}
          </CountLink>
        </Card>
      )}
      {summary.unpriced_calls > 0 && (
        <Card label={t('card.unpriced')} aside={t('card.unpricedAbout')} isAttention>
          <CountLink {...callsIn(url, { without: 'price' })}>{format.count(summary.unpriced_calls)}</CountLink>
        </Card>
      )}
    </div>
  );
}

function CostCard({
  view,
  cost,
  url,
  before,
}: Omit<CardsProps, 'summary'> & { readonly cost: Cost; readonly url: string }) {
  const { t } = useTranslation('costs');
  const { kind, currency, amount } = cost;
  const route = kind === 'internal_cost' ? 'secure' : 'external';
  const earlier = before?.costs.find((one) => one.kind === kind && one.currency === currency)?.amount;
  const [wholeMs, passedMs] = [lengthOf(view.span), lengthOf(view.elapsed)];
  const goesOn = view.isRunning && passedMs > wholeMs / 20;
  return (
    <Card
      label={t(kind === 'internal_cost' ? 'card.internal' : 'card.external')}
      tone={route}
      aside={
        <>
          <Change now={amount} before={before && (earlier ?? '0')} view={view} />
          {goesOn && (
            <span className={classes.aside}>
              {t('card.forecast')} <Amount amount={projected(amount, wholeMs, passedMs)} />
            </span>
          )}
        </>
      }
    >
      <CountLink {...callsIn(url, { route, currency })}>
        <Amount amount={amount} currency={currency} />
      </CountLink>
    </Card>
  );
}

const lengthOf = ({ from, to }: CostsView['span']): number => Date.parse(to) - Date.parse(from);

/** Against as much of the span before. */
function Change({
  now,
  before,
  view,
}: {
  readonly now: string;
  readonly before: string | undefined;
  readonly view: CostsView;
}) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const spanLabel = useSpanLabel(view.zone);
  if (before === undefined || view.before === null || (isZero(before) && isZero(now))) return null;
  const share = shareOf(minus(now, before), before);
  const span = spanLabel(view.before);
  if (share === null) return <span title={t('card.noneBefore', { span })}>{t('card.new')}</span>;
  const percent = format.percent(Math.abs(share));
  const told = share < 0 ? t('card.less', { percent, span }) : t('card.more', { percent, span });
  return (
    <span title={told}>
      <span aria-hidden>
        {share < 0 ? '▼' : share > 0 ? '▲' : '='} {percent}
      </span>
      <span className={classes.hidden}>{told}</span>
    </span>
  );
}

function Amounts({ amounts }: { readonly amounts: readonly { readonly currency: string; readonly amount: string }[] }) {
  return (
    <span className={classes.amounts}>
      {amounts.map(({ currency, amount }) => (
        <Amount key={currency} amount={amount} currency={currency} />
      ))}
    </span>
  );
}

interface CardProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
  readonly tone?: 'external' | 'secure';
  readonly isAttention?: boolean;
}

function Card({ label, children, aside, tone, isAttention }: CardProps) {
  return (
    <section className={classes.card} aria-label={label} data-tone={tone} data-attention={isAttention}>
      <h2 className={classes.label}>{label}</h2>
      <div className={classes.figure}>{children}</div>
      <div className={classes.about}>{aside}</div>
    </section>
  );
}
