import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountLink } from '../../components/figures.tsx';
import { callsOf } from '../../lib/calls.ts';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import type { Search } from '../../lib/search-params.ts';
import classes from './overview.module.css';
import type { Attention, Overview } from './overview-query.ts';

interface Readiness {
  readonly reasons?: readonly string[];
  readonly notices?: readonly string[];
}

/** Kinds of which nothing is broken. */
const calm: readonly Attention['kind'][] = ['unreviewed', 'model_repriced'];

type Place = 'models' | 'provider' | 'budgets' | 'review';

interface Act extends Pick<LinkProps, 'search' | 'params'> {
  readonly place: Place;
  readonly to: string;
}

/** Where something can be done about it. */
function actOf({ kind, subject }: Attention): Act {
  const at = (place: Place, to: string, more: object = {}): Act => ({ place, to, ...more });
  const id = subject?.id ?? '';
  if (kind === 'no_secure_model') return at('models', '/models');
  if (kind === 'model_unpriced') return at('models', '/models', { search: { model: id, tab: 'prices' } });
  if (kind === 'model_gone' || kind === 'model_repriced') return at('models', '/models', { search: { model: id } });
  if (kind === 'budget_used') return at('budgets', '/costs/budgets');
  if (kind === 'unreviewed') return at('review', '/risk/review');
  return at('provider', '/providers/$id', { params: { id } });
}

/** What needs somebody, the worst first: one line, and the others on demand. */
export function AttentionStrip({ attention }: { readonly attention: Overview['attention'] }) {
  const { t } = useTranslation('overview');
  const [isWhole, setWhole] = useState(false);
  const seesAll = useMay('catalogue:read');
  const readiness = useQuery({
    queryKey: ['readiness'],
    queryFn: async ({ signal }): Promise<Readiness> =>
      (await fetch('/readyz', { signal })).json() as Promise<Readiness>,
    enabled: seesAll,
  });
  const notices = seesAll ? [...(readiness.data?.reasons ?? []), ...(readiness.data?.notices ?? [])] : [];
  const lines = [
    ...notices.map((text) => ({ key: text, isCalm: false, line: <span>{text}</span> })),
    ...attention.items.map((item) => ({
      key: `${item.kind} ${item.subject?.id ?? ''}`,
      isCalm: calm.includes(item.kind),
      line: <Line item={item} window={attention} />,
    })),
  ];
  if (lines.length === 0) return null;
  const shown = isWhole ? lines : lines.slice(0, 1);
  return (
    <section
      className={classes.attention}
      data-calm={lines.every((line) => line.isCalm) || undefined}
      aria-label={t('attention.label')}
    >
      <ul>
        {shown.map(({ key, isCalm, line }) => {
          const Mark = isCalm ? IconInfoCircle : IconAlertTriangle;
          return (
            <li key={key} data-calm={isCalm || undefined}>
              <Mark size={16} aria-hidden /> {line}
            </li>
          );
        })}
      </ul>
      {lines.length > 1 && (
        <Button size="compact-sm" variant="subtle" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? t('attention.less') : t('attention.more', { count: lines.length - 1 })}
        </Button>
      )}
    </section>
  );
}

interface LineProps {
  readonly item: Attention;
  readonly window: Pick<Overview['attention'], 'from' | 'to'>;
}

function Line({ item, window: { from, to } }: LineProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { kind, subject, count, since, share } = item;
  const search: Partial<Record<Attention['kind'], Search>> = {
    no_secure_model: { status: 'blocked', error_code: 'no_secure_model' },
    provider_refuses_credential: {
      provider: subject?.name ?? '',
      status: 'failed',
      error_code: 'provider_auth_failed',
    },
    model_unpriced: { model: subject?.name ?? '', without: 'price' },
    provider_failing: { provider: subject?.name ?? '', status: 'failed' },
  };
  const text = t(`attention.${kind === 'no_secure_model' && !count ? 'no_secure_model_quiet' : kind}`, {
    count: count ?? 0,
    since: format.minute(since),
    share: format.percent(share),
    // Comes as an element: a name with angle brackets is a name.
    name: '',
  });
  // By turns: words, the name of a tag, what is in it.
  const pieces = text.split(/<(name|calls)>(.*?)<\/\1>/);
  const { place, to: page, ...where } = actOf(item);
  // A page that this console does not have is no way to go.
  const isThere = page in useRouter().routesByPath;
  return (
    <span className={classes.line}>
      <span>
        {pieces.map((piece, index) => {
          if (index % 3 === 0) return piece;
          if (index % 3 === 2) return null;
          if (piece === 'name') return <bdi key={index}>{subject?.name ?? ''}</bdi>;
          return (
            <CountLink key={index} {...callsOf({ from, to, ...search[kind] })}>
              {pieces[index + 1]}
            </CountLink>
          );
        })}
      </span>
      {isThere && (
        <Link {...where} to={page as LinkProps['to']} className={classes.act}>
          {t(`attention.to.${place}`)}
        </Link>
      )}
    </span>
  );
}
