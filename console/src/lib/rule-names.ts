import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What built-in rules are called in Chinese, by their ids: a name, and what the pack says of it where it says anything. */
type Table = Readonly<Record<string, readonly string[] | undefined>>;

const readTable = async (): Promise<Table> => (await import('../i18n/rules.zh-CN.json')).default;

export interface RuleNames {
  /** What a rule is called in the reader's language; what the API calls it where only that is known. */
  nameOf(rule: string, name: string): string;
  descriptionOf(rule: string, description: string): string;
  /** The built-in rules whose name in the reader's language holds a text, where that is not the API's. */
  called(text: string): readonly string[];
}

/** The API tells of rules in English; built-in ones have names in Chinese too. */
export function useRuleNames(): RuleNames {
  const isChinese = useTranslation().i18n.language === 'zh-CN';
  const { data } = useQuery({
    queryKey: ['rule names'],
    queryFn: readTable,
    enabled: isChinese,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const table = isChinese ? data : undefined;
  return useMemo(
    () => ({
      nameOf: (rule, name) => table?.[rule]?.[0] ?? name,
      descriptionOf: (rule, description) => table?.[rule]?.[1] ?? description,
      called: (text) =>
        Object.entries(table ?? {}).flatMap(([rule, words]) =>
          words?.[0]?.toLowerCase().includes(text) ? [rule] : [],
        ),
    }),
    [table],
  );
}
