import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { catalogueKey, type Suggestion } from '../queries.ts';
import { ShownPrice } from '../shown-price.tsx';
import classes from './prices.module.css';

export interface SuggestionsProps {
  readonly providerId: string;
  readonly providerModel: string;
  readonly onTake: (suggestion: Suggestion) => void;
}

/** What the price catalogue, or the provider's own list, says a model costs, and of which day that is. */
export function Suggestions({ providerId, providerModel, onTake }: SuggestionsProps) {
  const { t } = useTranslation('catalogue');
  const query = { provider_id: providerId, model: providerModel };
  const { data } = useQuery({
    queryKey: [...catalogueKey, 'suggestions', query],
    queryFn: () => answer(api.GET('/api/prices/suggestions', { params: { query } })),
  });
  if (data?.items.length === 0) return <p className={classes.note}>{t('price.noSuggestion')}</p>;
  return data?.items.map((one) => <OneSuggestion key={one.source} suggestion={one} onTake={() => onTake(one)} />);
}

function OneSuggestion({ suggestion, onTake }: { readonly suggestion: Suggestion; readonly onTake: () => void }) {
  const { t } = useTranslation('catalogue');
  const { date } = useFormat();
  return (
    <div className={classes.suggestion}>
      <ShownPrice price={suggestion.prices} />
      <span>{t(`price.origin.${suggestion.origin}`, { day: date(suggestion.as_of) })}</span>
      <Button size="compact-sm" onClick={onTake}>
        {t('price.take')}
      </Button>
      {suggestion.notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </div>
  );
}
