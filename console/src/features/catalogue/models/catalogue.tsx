import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { WithPanel } from '../../../components/side-panel.tsx';
import { useMay } from '../../../lib/me.ts';
import { AddProvider } from '../add-provider.tsx';
import { type Model, modelsQuery } from '../queries.ts';
import { ModelList } from './model-list.tsx';
import { ModelPanel } from './model-panel.tsx';
import { OrderBar } from './order-bar.tsx';
import { TakenLine } from './taken-line.tsx';

/** All models by position: what the order means stands above, what a new one would change below. */
export function Catalogue() {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const search = useSearch({ from: '/shell/models' });
  const navigate = useNavigate({ from: '/models' });
  const mayChange = useMay('policy:change');
  const { data: models, error, refetch } = useQuery(modelsQuery);
  const [draft, setDraft] = useState<readonly string[] | null>(null);
  const open = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ as: before.as, model: id, tab: id ? before.tab : undefined }) });
  const close = useCallback(() => void navigate({ search: ({ as }) => ({ as }) }), [navigate]);
  const ordered = models && inOrder(models, draft);
  const opened = models?.find(({ id }) => id === search.model);
  return (
    <Page title={common('nav.models')} actions={<AddProvider />} fill>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!ordered && !error && <Waiting />}
      {ordered?.length === 0 && <Empty action={<AddProvider />}>{t('models.none')}</Empty>}
      {ordered && ordered.length > 0 && (
        <>
          <TakenLine as={search.as} order={draft} onAs={(as) => void navigate({ search: (one) => ({ ...one, as }) })} />
          {search.model !== undefined && !opened && <p role="status">{t('models.notThere')}</p>}
          <WithPanel panel={opened && <ModelPanel key={opened.id} model={opened} onClose={close} />}>
            <ModelList
              models={ordered}
              selected={search.model ?? null}
              isNextToPanel={opened !== undefined}
              onOpen={(model) => open(model.id)}
              {...(mayChange && { onOrder: (ids) => setDraft(isSame(ids, models) ? null : ids) })}
            />
            {draft && <OrderBar models={models} order={draft} as={search.as} onDone={() => setDraft(null)} />}
          </WithPanel>
        </>
      )}
    </Page>
  );
}

function inOrder(models: readonly Model[], order: readonly string[] | null): readonly Model[] {
  if (order === null) return models;
  const placeOf = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return models.toSorted((a, b) => placeOf(a.id) - placeOf(b.id));
}

function isSame(ids: readonly string[], models: readonly Model[] = []): boolean {
  return models.every(({ id }, index) => ids[index] === id);
}
