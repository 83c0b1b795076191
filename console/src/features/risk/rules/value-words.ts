import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { actions, categories, scopes, severities } from '../data.ts';

/** A value of a rule's field in words: as a form, a comparison and the history have it. */
export function useValueWords(): (field: string, value: unknown) => string {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const known = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined =>
    names.find((name) => name === value);
  return (field, value) => {
    if (value === null || value === undefined || value === '') return '–';
    if (typeof value === 'boolean') return value ? t('rules.on') : t('rules.off');
    const action = field === 'action' ? known(actions, value) : undefined;
    if (action) return common(`action.${action}`);
    const severity = field === 'severity' ? known(severities, value) : undefined;
    if (severity) return common(`severity.${severity}`);
    const category = field === 'category' ? known(categories, value) : undefined;
    if (category) return common(`category.${category}`);
    if (Array.isArray(value)) {
      const words = value.map((one) => {
        const scope = field === 'scope' ? known(scopes, one) : undefined;
        return scope ? t(`scope.${scope}`) : typeof one === 'string' ? one : JSON.stringify(one);
      });
      return words.length === 0 ? (field === 'scope' ? t('scope.all') : '–') : format.list(words);
    }
    return typeof value === 'string' ? value.replaceAll('\n', ', ') : JSON.stringify(value);
  };
}

const named = [
  'display_name',
  'description',
  'category',
  'kind',
  'regex',
  'flags',
  'group',
  'keywords',
  'keyword_match',
  'case_sensitive',
  'detector',
  'fingerprints',
  'validator',
  'context',
  'except',
  'scope',
  'count_min',
  'severity',
  'action',
  'is_enabled',
  'direction',
  'response_action',
  'sticky',
  'entropy_min',
  'match',
  'no_match',
] as const;

/** The name of a rule's field; the API's own where the console has none. */
export function useFieldWord(): (field: string) => string {
  const { t } = useTranslation('risk');
  return (field) => {
    const known = named.find((name) => name === field);
    return known ? t(`field.${known}`) : field;
  };
}
