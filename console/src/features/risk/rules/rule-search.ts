import type { RuleNames } from '../../../lib/rule-names.ts';
import { type Rule, severities, type Statistics } from '../data.ts';

export interface RuleSearch {
  readonly category?: string | undefined;
  readonly severity?: string | undefined;
  readonly action?: string | undefined;
  readonly enabled?: 'true' | 'false' | undefined;
  readonly q?: string | undefined;
}

export type RuleSort = 'name' | 'severity' | 'hits' | 'wrong' | 'last';

/** The rules that an address asks for. */
export function chosenRules(rules: readonly Rule[], search: RuleSearch, names: RuleNames): Rule[] {
  const { category, severity, action, enabled, q } = search;
  const wanted = q?.trim().toLowerCase() ?? '';
  return rules.filter(
    (rule) =>
      (category === undefined || rule.category === category) &&
      (severity === undefined || rule.severity === severity) &&
      (action === undefined || rule.action === action) &&
      (enabled === undefined || String(rule.is_enabled) === enabled) &&
      (wanted === '' || wordsOf(rule, names).toLowerCase().includes(wanted)),
  );
}

/** All that a rule is known by, in the language of the API and in the reader's. */
function wordsOf({ id, display_name: name, description }: Rule, names: RuleNames): string {
  return [id, name, description, names.nameOf(id, ''), names.descriptionOf(id, '')].join('\n');
}

/** In the order of their packs, or by what was chosen: names upwards, figures from the largest. */
export function sortedRules(
  rules: readonly Rule[],
  sort: RuleSort | undefined,
  statistics: ReadonlyMap<string, Statistics> | undefined,
  { nameOf }: RuleNames,
): readonly Rule[] {
  if (sort === undefined) return rules;
  if (sort === 'name')
    return rules.toSorted((a, b) => nameOf(a.id, a.display_name).localeCompare(nameOf(b.id, b.display_name)));
  const weigh = (rule: Rule): number => {
    const own = statistics?.get(rule.id);
    if (sort === 'severity') return severities.indexOf(rule.severity);
    if (sort === 'hits') return own?.hits ?? 0;
    if (sort === 'last') return own?.last_hit_at ? Date.parse(own.last_hit_at) : 0;
    const marked = (own?.marked_wrong ?? 0) + (own?.marked_right ?? 0);
    return marked === 0 ? -1 : (own?.marked_wrong ?? 0) / marked;
  };
  return rules.toSorted((a, b) => weigh(b) - weigh(a));
}
