import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { compareAmounts, minus } from '../../../lib/decimal.ts';
import { useFormat } from '../../../lib/format.ts';
import { fullest, takenOf, type Usage } from './queries.ts';
import { useMeasured } from './measured.ts';

export interface ConsequenceProps {
  readonly usage: Usage;
  /** As it is typed. */
  readonly limit: string;
  readonly isHard: boolean;
}

/** What a limit will mean for the period that runs, before it is saved. */
export function Consequence({ usage, limit, isHard }: ConsequenceProps) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const measured = useMeasured(usage.budget);
  const counter = fullest(usage);
  if (!/^\d{1,15}(\.\d{1,9})?$/.test(limit.trim())) return null;
  const taken = counter === null ? '0' : takenOf(counter);
  const left = minus(limit.trim(), taken);
  const reset = format.minute(usage.resets_at);
  const isUsedUp = compareAmounts(left, '0') <= 0;
  return (
    <Text size="sm" role="status" c={isUsedUp && isHard ? 'error' : undefined}>
      {isUsedUp
        ? t(isHard ? 'budget.then.refused' : 'budget.then.told', { taken: measured(taken), reset })
        : t('budget.then.left', { taken: measured(taken), left: measured(left), reset })}
    </Text>
  );
}
