import { Button, Group, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Time } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useMay } from '../../../lib/me.ts';
import catalogue from '../catalogue.module.css';
import { catalogueKey, type Correction } from '../queries.ts';
import classes from './prices.module.css';

const correctionsKey = [...catalogueKey, 'corrections'] as const;
const isRunning = ({ state }: Correction): boolean => state === 'waiting' || state === 'running';

/** The corrections that past prices of a model book, with how far they are. */
export function Corrections({ modelId }: { readonly modelId: string }) {
  const { t } = useTranslation('catalogue');
  const { data } = useQuery({
    queryKey: correctionsKey,
    queryFn: () => answer(api.GET('/api/price-corrections', { params: { query: { limit: 200 } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? 1000 : false),
  });
  const own = data?.items.filter(({ model_id }) => model_id === modelId) ?? [];
  if (own.length === 0) return null;
  return (
    <section className={catalogue.section}>
      <h3>{t('correction.title')}</h3>
      {own.map((one) => (
        <OneCorrection key={one.id} correction={one} />
      ))}
    </section>
  );
}

function OneCorrection({ correction }: { readonly correction: Correction }) {
  const { t } = useTranslation('catalogue');
  const mayChange = useMay('policy:change');
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => answer(api.DELETE('/api/price-corrections/{id}', { params: { path: { id: correction.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: correctionsKey }),
  });
  const { calls_total: total, calls_looked_at: seen, calls_corrected: corrected, state } = correction;
  const share = total === null || total === 0 ? (state === 'done' ? 100 : 0) : (seen / total) * 100;
  return (
    <div className={classes.correction} data-state={state}>
      <Group justify="space-between" gap="sm">
        <span>
          {t('correction.of', { version: correction.price_version })} <Time at={correction.from_at} as="minute" />
        </span>
        <span>{t(`correction.${state}`)}</span>
      </Group>
      <Progress value={share} aria-label={t('correction.progress')} />
      <Group justify="space-between" gap="sm">
        <span className={catalogue.soft}>
          {total
            ? t('correction.counts', { seen, total, count: corrected })
            : t(state === 'done' ? 'correction.none' : 'correction.unseen')}
        </span>
        {mayChange && isRunning(correction) && (
          <Button
            size="compact-sm"
            onClick={() => cancel.mutate()}
            loading={cancel.isPending || correction.is_cancel_asked}
          >
            {t('correction.cancel')}
          </Button>
        )}
      </Group>
      {correction.reason && <p className={classes.note}>{correction.reason}</p>}
      {cancel.error && <ProblemNotice error={cancel.error} />}
    </div>
  );
}
