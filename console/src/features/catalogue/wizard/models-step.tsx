import { Alert, Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Name } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { capabilityWords } from '../capability-words.ts';
import catalogue from '../catalogue.module.css';
import { draftOf } from '../prices/draft-price.ts';
import classes from '../providers/providers.module.css';
import type { Discovery } from '../queries.ts';
import { ShownPrice } from '../shown-price.tsx';
import { StepFoot } from './step-foot.tsx';
import type { Pick } from './wizard-draft.ts';

type Found = Discovery['items'][number];

export interface ModelsStepProps {
  readonly providerId: string;
  readonly picks: readonly Pick[];
  readonly onPicks: (picks: readonly Pick[]) => void;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** What the provider lists, to pick from; where it has no list, models are named by hand. */
export function ModelsStep({ providerId, picks, onPicks, onBack, onDone }: ModelsStepProps) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const format = useFormat();
  const [q, setQ] = useState('');
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['discovery', providerId],
    queryFn: () => answer(api.POST('/api/providers/{id}/discover', { params: { path: { id: providerId } } })),
    staleTime: Infinity,
    retry: false,
  });
  const isPicked = ({ provider_model }: Found): boolean =>
    picks.some(({ providerModel }) => providerModel === provider_model);
  const toggle = (found: Found): void =>
    onPicks(
      isPicked(found)
        ? picks.filter(({ providerModel }) => providerModel !== found.provider_model)
        : [...picks, pickOf(found)],
    );
  const wanted = q.trim().toLowerCase();
  const found = data?.items.filter(({ provider_model, name }) =>
    `${provider_model} ${name}`.toLowerCase().includes(wanted),
  );
  const box = (one: Found) => (
    <Checkbox
      checked={isPicked(one)}
      onChange={() => toggle(one)}
      aria-label={t('wizard.pick', { name: one.provider_model })}
    />
  );
  const there = ({ governed_as }: Found): string =>
    governed_as.length === 0 ? '–' : format.list(governed_as.map(({ display_name }) => display_name));
  const columns: Column<Found>[] = [
    { key: 'pick', header: t('wizard.picked'), width: '64px', cell: box },
    { key: 'name', header: common('column.model'), cell: (one) => <Name>{one.provider_model}</Name> },
    {
      key: 'can',
      header: t('column.can'),
      cell: (one) => <Name>{capabilityWords(one.capabilities, t, format).join(' · ')}</Name>,
    },
    {
      key: 'price',
      header: t('wizard.suggested'),
      width: '220px',
      cell: (one) => (one.suggestion ? <ShownPrice price={one.suggestion.prices} /> : '–'),
    },
    { key: 'there', header: t('wizard.there'), width: '20%', cell: (one) => <Name>{there(one)}</Name> },
  ];
  return (
    <>
      {isFetching && !data && <Waiting />}
      {error && !isFetching && (
        <>
          <ProblemNotice error={error} onRetry={() => void refetch()} />
          <p>{t('wizard.byHand')}</p>
        </>
      )}
      {data && !data.is_whole && <Alert variant="outline">{t('wizard.notWhole')}</Alert>}
      {data && (
        <>
          <TextInput
            data-filter
            w={320}
            maw="100%"
            label={t('wizard.filterModels', { count: data.items.length })}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          <DataTable
            label={t('wizard.step.models')}
            columns={columns}
            rows={found ?? []}
            rowKey={(one) => one.provider_model}
            onOpen={toggle}
            item={(one) => (
              <span className={catalogue.itemLine}>
                {box(one)}
                <Name>{one.provider_model}</Name>
                <span className={catalogue.push}>{one.suggestion && <ShownPrice price={one.suggestion.prices} />}</span>
              </span>
            )}
          />
        </>
      )}
      <ByHand
        picks={picks}
        onPicks={onPicks}
        isListed={(name) => data?.items.some((one) => one.provider_model === name) ?? false}
      />
      <StepFoot onBack={onBack}>
        <span className={classes.picked}>{t('wizard.pickedCount', { count: picks.length })}</span>
        <Button variant="filled" disabled={picks.length === 0} onClick={onDone}>
          {common('act.continue')}
        </Button>
      </StepFoot>
    </>
  );
}

function pickOf({ provider_model, display_name, suggestion }: Found): Pick {
  const price = suggestion && draftOf({ ...suggestion.prices, source: suggestion.source });
  return { providerModel: provider_model, name: display_name, price };
}

/** Models that a provider serves and does not list. */
function ByHand({ picks, onPicks, isListed }: Picking & { readonly isListed: (name: string) => boolean }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const [name, setName] = useState('');
  const own = picks.filter(({ providerModel }) => !isListed(providerModel));
  const add = (): void => {
    const providerModel = name.trim();
    if (providerModel === '' || picks.some((pick) => pick.providerModel === providerModel)) return;
    onPicks([...picks, { providerModel, name: providerModel, price: null }]);
    setName('');
  };
  return (
    <form
      className={catalogue.section}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          w={280}
          label={t('wizard.nameByHand')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          {t('wizard.addByHand')}
        </Button>
      </Group>
      {own.map((pick) => (
        <span key={pick.providerModel} className={catalogue.row}>
          <Name>{pick.providerModel}</Name>
          <Button size="compact-sm" onClick={() => onPicks(picks.filter((one) => one !== pick))}>
            {common('act.remove')}
          </Button>
        </span>
      ))}
    </form>
  );
}

type Picking = { readonly picks: readonly Pick[]; readonly onPicks: (picks: readonly Pick[]) => void };
