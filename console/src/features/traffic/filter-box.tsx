import { Combobox, Loader, Pill, PillsInput, UnstyledButton, useCombobox } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addCommonTexts } from '../../i18n/i18n.ts';
import { answer, api } from '../../lib/api.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { useRuleNames } from '../../lib/rule-names.ts';
import type { TrafficSearch } from '../../lib/traffic-search.ts';
import { type ChipOf, useChips } from './chips.ts';
import { type Choice, choiceOf, readWords, wordsOf } from './choices.ts';
import type { Names } from './names.ts';
import classes from './traffic.module.css';
import type { ChangeSearch } from './use-traffic-search.ts';

const suggestions = (q: string) =>
  queryOptions({
    queryKey: ['suggestions', q],
    queryFn: ({ signal }) => answer(api.GET('/api/search/suggestions', { params: { query: { q } }, signal })),
    enabled: q !== '' && !/^["“「]/.test(q),
    staleTime: 60_000,
  });

/** Of the rules that the reader's language has other names for than the API. */
const rulesShown = 6;

/** The words of the interface in both languages: whoever types may use either. */
function useWords() {
  const { language } = usePreferences();
  const other = language === 'en' ? 'zh-CN' : 'en';
  const [added, setAdded] = useState<typeof other>();
  useEffect(() => {
    void addCommonTexts(other).then(() => setAdded(other));
  }, [other]);
  return useMemo(() => {
    const languages = added === other ? [language, other] : [language];
    return wordsOf(languages.map((one) => i18next.getFixedT(one, 'common') as (key: string) => string));
  }, [language, other, added]);
}

export interface FilterBoxProps {
  readonly search: TrafficSearch;
  readonly change: ChangeSearch;
  readonly names: Names;
  readonly currencies: readonly string[];
}

/** What the list is filtered by, as chips, and a field that understands what is typed. */
export function FilterBox({ search, change, names, currencies }: FilterBoxProps) {
  const { t } = useTranslation('traffic');
  const client = useQueryClient();
  const combobox = useCombobox();
  const words = useWords();
  const ruleNames = useRuleNames();
  const chips = useChips(search, names);
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<'nothing' | null>(null);
  const q = typed.trim();
  const known = useQuery(suggestions(q));
  const choices = useMemo(() => {
    const own = readWords(q, words, currencies);
    const rules = q.length > 1 ? ruleNames.called(q.toLowerCase()).slice(0, rulesShown) : [];
    const ruleItems = rules.map((id) => ({ key: 'rule', value: id, name: id, detail: id }) as const);
    const all = [...ruleItems, ...(known.data?.items ?? [])].map((item) => choiceOf(item, ruleNames.nameOf));
    return [...new Map([...own, ...all].map((choice) => [choice.id, choice])).values()];
  }, [q, words, currencies, known.data, ruleNames]);
  useEffect(() => {
    if (choices.length > 0) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [choices]);

  const choose = (choice: Choice): void => {
    change(choice.change);
    setTyped('');
    setFound(null);
  };
  /** Enter may come before the gateway's answer does. */
  const chooseFirst = async (): Promise<void> => {
    const { items } = await client.fetchQuery(suggestions(q));
    const [first] = items.map((item) => choiceOf(item, ruleNames.nameOf));
    if (first) choose(first);
    else setFound('nothing');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const last = chips.at(-1);
    if (event.key === 'Backspace' && typed === '' && last) change(last.remove);
    if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      setTyped('');
    }
    if (event.key !== 'Enter' || q === '' || event.nativeEvent.isComposing || combobox.getSelectedOptionIndex() !== -1)
      return;
    const [first] = choices;
    if (first) choose(first);
    else void chooseFirst();
  };

  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(id) => {
        const choice = choices.find((one) => one.id === id);
        if (choice) choose(choice);
      }}
    >
      <Combobox.DropdownTarget>
        <PillsInput className={classes.box} size="sm" rightSection={known.isFetching && <Loader size={14} />}>
          <Pill.Group>
            {chips.map((chip) => (
              <FilterPill key={chip.id} chip={chip} change={change} />
            ))}
            <Combobox.EventsTarget withExpandedAttribute>
              <PillsInput.Field
                data-filter
                aria-label={t('filter.label')}
                placeholder={chips.length === 0 ? t('filter.placeholder') : ''}
                value={typed}
                maxLength={120}
                onChange={(event) => {
                  setTyped(event.currentTarget.value);
                  setFound(null);
                  combobox.openDropdown();
                }}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onKeyDown={onKeyDown}
                autoComplete="off"
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={q === ''}>
        <Combobox.Options aria-label={t('filter.label')}>
          {choices.map(({ id, kind, label, detail }) => (
            <Combobox.Option key={id} value={id} className={classes.option}>
              <span className={classes.quiet}>{t(`key.${kind}`)}</span> <bdi>{label}</bdi>{' '}
              {detail !== undefined && <bdi className={classes.quiet}>{detail}</bdi>}
            </Combobox.Option>
          ))}
          {choices.length === 0 && (found === 'nothing' || !known.isFetching) && (
            <Combobox.Empty>{t('filter.nothing')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function FilterPill({
  chip: { name, remove, turn },
  change,
}: {
  readonly chip: ChipOf;
  readonly change: ChangeSearch;
}) {
  const { t } = useTranslation('traffic');
  return (
    <Pill
      withRemoveButton
      onRemove={() => change(remove)}
      removeButtonProps={{ 'aria-label': t('filter.remove', { name }), tabIndex: 0, 'aria-hidden': false }}
    >
      {turn ? (
        <UnstyledButton
          className={classes.turn}
          onClick={() => change(turn.change)}
          title={t('filter.turn', { name: turn.name })}
        >
          {name}
        </UnstyledButton>
      ) : (
        <span title={name}>{name}</span>
      )}
    </Pill>
  );
}
