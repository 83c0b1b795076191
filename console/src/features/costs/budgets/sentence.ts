import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { useMeasured } from './measured.ts';
import type { Pace } from './pace.ts';
import type { Budget, Counter, Usage } from './queries.ts';

/** How far a budget is, and where that leads, in a sentence. */
export function useSentence(budget: Budget): (usage: Usage, counter: Counter, pace: Pace) => string {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const measured = useMeasured(budget);
  return ({ resets_at }, counter, pace) => {
    const told = { spent: measured(counter.spent), limit: measured(budget.limit), reset: format.minute(resets_at) };
    if (pace.isUsedUp) return t('budget.pace.usedUp', told);
    if (pace.endMs === null) return t('budget.pace.unknown', told);
    if (pace.endMs < Date.parse(resets_at))
      return t('budget.pace.ends', { ...told, end: format.minute(new Date(pace.endMs).toISOString()) });
    return t('budget.pace.lasts', { ...told, share: format.percent(pace.shareAtReset) });
  };
}
