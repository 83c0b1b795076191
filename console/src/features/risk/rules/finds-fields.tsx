import { Button, Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fingerprintSetsQuery } from '../data.ts';
import type { Draft } from '../draft.ts';
import { NewFingerprintSet } from './new-fingerprint-set.tsx';
import type { RuleFormProps } from './rule-form.tsx';
import classes from './rule-panel.module.css';

export interface FindsFieldsProps extends Pick<RuleFormProps, 'draft' | 'onChange' | 'problemAt'> {
  readonly detectors: readonly string[];
}

/** What a rule looks for: a pattern, words, what a detector knows, or values of a set. */
export function FindsFields({ draft, onChange, problemAt, detectors }: FindsFieldsProps) {
  const { t } = useTranslation('risk');
  const { kind } = draft;
  const [isMaking, setMaking] = useState(false);
  const sets = useQuery({ ...fingerprintSetsQuery, enabled: kind === 'fingerprints' });
  const chosen = (name: 'detector' | 'fingerprints', names: readonly string[]) => (
    <NativeSelect
      label={t(`field.${name}`)}
      error={problemAt(name)}
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      data={[{ value: '', label: t('form.choose') }, ...new Set([...names, draft[name]].filter(Boolean))]}
    />
  );
  return (
    <>
      <NativeSelect
        label={t('field.kind')}
        error={problemAt('kind')}
        value={kind}
        onChange={(event) => onChange({ kind: event.currentTarget.value as Draft['kind'] })}
        data={(['keywords', 'regex', 'detector', 'fingerprints'] as const).map((value) => ({
          value,
          label: t(`kind.${value}`),
        }))}
      />
      {kind === 'regex' && (
        <>
          <Textarea
            label={t('field.regex')}
            description={t('form.regexHelp')}
            error={problemAt('regex')}
            classNames={{ input: classes.code ?? '' }}
            autosize
            minRows={1}
            maxRows={8}
            spellCheck={false}
            value={draft.regex}
            onChange={(event) => onChange({ regex: event.currentTarget.value })}
          />
          <div className={classes.pair}>
            <TextInput
              label={t('field.flags')}
              description={t('form.flagsHelp')}
              error={problemAt('flags')}
              spellCheck={false}
              value={draft.flags}
              onChange={(event) => onChange({ flags: event.currentTarget.value })}
            />
            <TextInput
              label={t('field.group')}
              description={t('form.groupHelp')}
              error={problemAt('group')}
              inputMode="numeric"
              value={draft.group}
              onChange={(event) => onChange({ group: event.currentTarget.value })}
            />
          </div>
        </>
      )}
      {kind === 'keywords' && (
        <>
          <Textarea
            label={t('field.keywords')}
            description={t('form.keywordsHelp')}
            error={problemAt('keywords')}
            autosize
            minRows={2}
            maxRows={10}
            spellCheck={false}
            value={draft.keywords}
            onChange={(event) => onChange({ keywords: event.currentTarget.value })}
          />
          <Group gap="md">
            <Checkbox
              size="xs"
              label={t('field.keyword_match')}
              checked={draft.keyword_match === 'substring'}
              onChange={(event) => onChange({ keyword_match: event.currentTarget.checked ? 'substring' : 'word' })}
            />
            <Checkbox
              size="xs"
              label={t('field.case_sensitive')}
              checked={draft.case_sensitive}
              onChange={(event) => onChange({ case_sensitive: event.currentTarget.checked })}
            />
          </Group>
        </>
      )}
      {kind === 'detector' && chosen('detector', detectors)}
      {kind === 'fingerprints' && (
        <>
          {chosen('fingerprints', sets.data?.map(({ id }) => id) ?? [])}
          <div>
            <Button size="compact-sm" onClick={() => setMaking(true)}>
              {t('sets.new')}
            </Button>
          </div>
        </>
      )}
      {isMaking && (
        <NewFingerprintSet onCreated={(id) => onChange({ fingerprints: id })} onClose={() => setMaking(false)} />
      )}
    </>
  );
}
