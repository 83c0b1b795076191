import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Name } from '../../../components/figures.tsx';
import catalogue from '../catalogue.module.css';
import { draftOf, priceOf } from '../prices/draft-price.ts';
import { PriceFields } from '../prices/price-fields.tsx';
import classes from '../providers/providers.module.css';
import { ShownPrice } from '../shown-price.tsx';
import { StepFoot } from './step-foot.tsx';
import type { Pick } from './wizard-draft.ts';

export interface PricesStepProps {
  readonly picks: readonly Pick[];
  readonly onPicks: (picks: readonly Pick[]) => void;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** The name under which each model is asked for, and what it costs: suggested, typed, or none. */
export function PricesStep({ picks, onPicks, onBack, onDone }: PricesStepProps) {
  const { t: common } = useTranslation();
  const isWhole = picks.every(({ name, price }) => name.trim() !== '' && (price === null || priceOf(price) !== null));
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) onDone();
      }}
    >
      {picks.map((pick) => (
        <OnePick
          key={pick.providerModel}
          pick={pick}
          onChange={(next) => onPicks(picks.map((one) => (one === pick ? next : one)))}
        />
      ))}
      <StepFoot onBack={onBack}>
        <Button type="submit" variant="filled" disabled={!isWhole}>
          {common('act.continue')}
        </Button>
      </StepFoot>
    </form>
  );
}

function OnePick({ pick, onChange }: { readonly pick: Pick; readonly onChange: (pick: Pick) => void }) {
  const { t } = useTranslation('catalogue');
  const [isOpen, setOpen] = useState(false);
  const price = pick.price && priceOf(pick.price);
  return (
    <div className={classes.pick} role="group" aria-label={pick.providerModel}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <TextInput
          w={280}
          label={t('wizard.askedFor')}
          value={pick.name}
          onChange={(event) => onChange({ ...pick, name: event.currentTarget.value })}
          maxLength={200}
          required
        />
        <span className={catalogue.soft}>
          <Name>{pick.providerModel}</Name>
        </span>
      </Group>
      <div className={catalogue.row}>
        {price ? <ShownPrice price={price} /> : <span>{t('models.noPrice')}</span>}
        {pick.price?.rest.source && <span className={catalogue.soft}>{pick.price.rest.source}</span>}
        <Group gap="sm" className={catalogue.push}>
          <Button
            size="compact-sm"
            aria-expanded={isOpen}
            onClick={() => {
              setOpen(!isOpen);
              if (!pick.price) onChange({ ...pick, price: draftOf(null) });
            }}
          >
            {t('wizard.changePrice')}
          </Button>
          {pick.price && (
            <Button
              size="compact-sm"
              onClick={() => {
                setOpen(false);
                onChange({ ...pick, price: null });
              }}
            >
              {t('wizard.noPrice')}
            </Button>
          )}
        </Group>
      </div>
      {isOpen && pick.price && (
        <PriceFields
          draft={pick.price}
          error={null}
          onChange={(next) => onChange({ ...pick, price: { ...next, rest: { ...next.rest, source: null } } })}
        />
      )}
    </div>
  );
}
