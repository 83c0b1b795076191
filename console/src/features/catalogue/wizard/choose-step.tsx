import { TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { presetsQuery } from '../queries.ts';
import { draftOfPreset, emptyProvider, type ProviderDraft } from '../providers/provider-draft.ts';
import classes from '../providers/providers.module.css';

export interface ChooseStepProps {
  readonly preset: string | undefined;
  readonly onChoose: (preset: string | undefined, draft: ProviderDraft) => void;
}

/** The providers that are known, hosted and self-hosted, and one that is not. */
export function ChooseStep({ preset, onChoose }: ChooseStepProps) {
  const { t } = useTranslation('catalogue');
  const [q, setQ] = useState('');
  const { data: presets, error, refetch } = useQuery(presetsQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!presets) return <Waiting />;
  const wanted = q.trim().toLowerCase();
  const found = presets
    .filter(({ id, name, base_url }) => `${id} ${name} ${base_url}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      <TextInput
        data-filter
        data-autofocus
        w={320}
        maw="100%"
        label={t('wizard.search', { count: presets.length })}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <div className={classes.presets} role="group" aria-label={t('wizard.step.choose')}>
        {found.map((one) => (
          <UnstyledButton
            key={one.id}
            className={classes.preset}
            aria-pressed={one.id === preset}
            onClick={() => onChoose(one.id, draftOfPreset(one))}
          >
            <strong>{one.name}</strong>
            <span title={one.base_url}>{one.base_url === '' ? t('wizard.ownAddress') : one.base_url}</span>
          </UnstyledButton>
        ))}
        <UnstyledButton className={classes.preset} onClick={() => onChoose(undefined, emptyProvider)}>
          <strong>{t('wizard.other')}</strong>
          <span>{t('wizard.otherText')}</span>
        </UnstyledButton>
      </div>
    </>
  );
}
