import { Button, Checkbox, MultiSelect, Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Name } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api, ApiProblem } from '../../../lib/api.ts';
import { idOf, useGrantees } from '../grants/grantees.ts';
import { priceOf } from '../prices/draft-price.ts';
import classes from '../providers/providers.module.css';
import { catalogueKey, type Grantee } from '../queries.ts';
import { ShownPrice } from '../shown-price.tsx';
import { StepFoot } from './step-foot.tsx';
import type { Pick, WizardDraft } from './wizard-draft.ts';
import catalogue from '../catalogue.module.css';

export interface ActivateStepProps {
  readonly providerId: string;
  readonly draft: WizardDraft;
  readonly onChange: (changes: Partial<WizardDraft>) => void;
  readonly onBack: () => void;
  readonly onMade: () => void;
}

/** Makes what was picked, all of it or none, grants it, and puts it to use. */
export function ActivateStep({ providerId, draft, onChange, onBack, onMade }: ActivateStepProps) {
  const { t } = useTranslation('catalogue');
  const navigate = useNavigate();
  const client = useQueryClient();
  const { group: groups } = useGrantees();
  const { picks, grantTo, isActive } = draft;
  // Making and activating are two acts: when the second one fails, the first is not repeated.
  const [made, setMade] = useState<readonly string[] | null>(null);
  const make = useMutation({
    mutationFn: async () => {
      let ids = made;
      if (ids === null) {
        const body = { provider_id: providerId, models: picks.map(inputOf), grant_to: granteesOf(grantTo) };
        const { items } = await answer(api.POST('/api/models/batch', { body }));
        ids = items.map(({ id }) => id);
        setMade(ids);
      }
      if (isActive) await answer(api.POST('/api/models/activate', { body: { ids: [...ids], is_active: true } }));
      return ids;
    },
    onSuccess: async (ids) => {
      await client.invalidateQueries({ queryKey: catalogueKey });
      client.removeQueries({ queryKey: ['discovery', providerId] });
      notifications.show({ message: t(isActive ? 'wizard.madeActive' : 'wizard.made', { count: ids.length }) });
      onMade();
      void navigate({ to: '/models', search: ids.length === 1 ? { model: ids[0] } : {} });
    },
  });
  const choice = typeof grantTo === 'string' ? grantTo : 'groups';
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <ul className={classes.summary}>
        {picks.map((pick) => {
          const price = pick.price && priceOf(pick.price);
          return (
            <li key={pick.providerModel}>
              <Name>{pick.name}</Name>
              <span className={catalogue.push}>{price ? <ShownPrice price={price} /> : t('models.noPrice')}</span>
            </li>
          );
        })}
      </ul>
      <Radio.Group
        label={t('wizard.grantTo')}
        value={choice}
        onChange={(value) =>
          onChange({ grantTo: value === 'everyone' ? 'everyone' : value === 'nobody' ? 'nobody' : [] })
        }
      >
        <Stack gap={8} mt={8}>
          <Radio value="everyone" label={t('grants.everyone')} />
          {groups.length > 0 && <Radio value="groups" label={t('wizard.groups')} />}
          <Radio value="nobody" label={t('wizard.nobody')} />
        </Stack>
      </Radio.Group>
      {typeof grantTo !== 'string' && (
        <MultiSelect
          label={t('wizard.groups')}
          data={groups.map(({ to, label }) => ({ value: idOf(to), label }))}
          value={[...grantTo]}
          onChange={(ids) => onChange({ grantTo: ids })}
          searchable
        />
      )}
      <Checkbox
        label={t('wizard.activate')}
        description={t('wizard.activateText')}
        checked={isActive}
        onChange={(event) => onChange({ isActive: event.currentTarget.checked })}
      />
      {make.error && <ProblemNotice error={byName(make.error, picks)} />}
      <StepFoot onBack={onBack}>
        <Button type="submit" variant="filled" loading={make.isPending}>
          {t(isActive ? 'wizard.makeActive' : 'wizard.make', { count: picks.length })}
        </Button>
      </StepFoot>
    </form>
  );
}

/** A refusal names models by their place in what was sent; people know them by name. */
function byName(error: Error, picks: readonly Pick[]): Error {
  if (!(error instanceof ApiProblem)) return error;
  const { status, message, requestId, errors } = error;
  const named = errors.map((one) => {
    const place = /^models\[(\d+)\]/.exec(one.field)?.[1];
    return { ...one, field: (place && picks[Number(place)]?.name) ?? one.field };
  });
  return new ApiProblem(status, message, { requestId, errors: named });
}

function inputOf({ providerModel, name, price }: Pick) {
  return { provider_model: providerModel, display_name: name.trim(), prices: price && priceOf(price) };
}

function granteesOf(grantTo: WizardDraft['grantTo']): Grantee[] {
  if (grantTo === 'everyone') return [{ kind: 'everyone' }];
  return typeof grantTo === 'string' ? [] : grantTo.map((id) => ({ kind: 'group', id }));
}
