import { useTranslation } from 'react-i18next';
import type { Budget } from './queries.ts';

/** Whose calls a budget counts, in words. */
export function useWhose(): (budget: Pick<Budget, 'scope' | 'scope_name'>) => string {
  const { t } = useTranslation('costs');
  return ({ scope: { kind, id, each }, scope_name }) => {
    const name = scope_name ?? id ?? '';
    if (kind === 'everyone') return t(each ? 'budget.scope.each' : 'budget.scope.everyone');
    if (each && kind === 'group') return t('budget.scope.eachOfGroup', { name });
    if (each && kind === 'model') return t('budget.scope.eachOnModel', { name });
    return t(`budget.scope.${kind}`, { name });
  };
}

/** What a caller gets whose call does not fit any more. */
export function answerOf({
  is_hard,
  measure,
  period,
}: Pick<Budget, 'is_hard' | 'measure' | 'period'>): 'soft' | 'paid' | 'rate' {
  if (!is_hard) return 'soft';
  return measure === 'money' || period === 'month' ? 'paid' : 'rate';
}
