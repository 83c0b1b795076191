import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { actions, categories, checksQuery, type Rule, scopes, severities } from '../data.ts';
import { type Draft, type DraftField, draftOf, equal, packOf } from '../draft.ts';
import { FindsFields } from './finds-fields.tsx';
import { useValueWords } from './value-words.ts';
import classes from './rule-panel.module.css';

export interface RuleFormProps {
  /** Null for a new one. */
  readonly rule: Rule | null;
  readonly draft: Draft;
  readonly onChange: (changes: Partial<Draft>) => void;
  /** What is wrong with a field, at it. */
  readonly problemAt: (field: string) => ReactNode;
}

/** A rule's fields: all of one of the company's own, of a built-in one what may be changed on it. */
export function RuleForm({ rule, draft, onChange, problemAt }: RuleFormProps) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const isOwn = rule?.origin !== 'built_in';
  const checks = useQuery({ ...checksQuery, enabled: isOwn });
  const field = (name: DraftField) => ({ label: t(`field.${name}`), error: problemAt(name) });
  const note = (name: DraftField): ReactNode => <PackNote rule={rule} draft={draft} name={name} onChange={onChange} />;
  const text = (name: 'display_name' | 'description' | 'context' | 'except') => ({
    ...field(name),
    value: draft[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }): void =>
      onChange({ [name]: event.currentTarget.value }),
  });
  const select = <Name extends 'category' | 'severity' | 'action' | 'direction' | 'response_action' | 'sticky'>(
    name: Name,
    words: readonly (readonly [Draft[Name], string])[],
  ) => (
    <div>
      <NativeSelect
        {...field(name)}
        value={draft[name]}
        onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        data={words.map(([value, label]) => ({ value, label }))}
      />
      {note(name)}
    </div>
  );
  return (
    <Stack gap="md">
      {isOwn && (
        <>
          <TextInput {...text('display_name')} required maxLength={120} />
          {rule === null && (
            <TextInput
              {...field('id')}
              description={t('form.idHelp')}
              required
              value={draft.id}
              onChange={(event) => onChange({ id: event.currentTarget.value })}
            />
          )}
          {select(
            'category',
            categories.map((value) => [value, common(`category.${value}`)]),
          )}
          <Textarea {...text('description')} autosize minRows={1} maxRows={4} />
          <FindsFields
            draft={draft}
            onChange={onChange}
            problemAt={problemAt}
            detectors={checks.data?.detectors ?? []}
          />
          <NativeSelect
            {...field('validator')}
            description={t('form.validatorHelp')}
            value={draft.validator}
            onChange={(event) => onChange({ validator: event.currentTarget.value })}
            data={[
              { value: '', label: t('form.none') },
              ...(checks.data?.validators ?? [draft.validator].filter(Boolean)),
            ]}
          />
          <Textarea {...text('context')} description={t('form.contextHelp')} autosize minRows={1} maxRows={6} />
        </>
      )}
      <div>
        <Textarea {...text('except')} description={t('form.exceptHelp')} autosize minRows={1} maxRows={6} />
        {note('except')}
      </div>
      <Checkbox.Group
        label={t('field.scope')}
        description={t('form.scopeHelp')}
        error={problemAt('scope')}
        value={[...draft.scope]}
        onChange={(chosen) => onChange({ scope: scopes.filter((scope) => chosen.includes(scope)) })}
      >
        <Group gap="sm" mt={4}>
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} size="xs" label={t(`scope.${scope}`)} />
          ))}
        </Group>
        {note('scope')}
      </Checkbox.Group>
      <div>
        <NumberInput
          {...field('count_min')}
          description={t('form.countHelp')}
          min={1}
          max={10_000}
          allowDecimal={false}
          value={draft.count_min}
          onChange={(value) => onChange({ count_min: String(value) })}
        />
        {note('count_min')}
      </div>
      <div className={classes.pair}>
        {select(
          'severity',
          severities.map((value) => [value, common(`severity.${value}`)]),
        )}
        {select(
          'action',
          actions.map((value) => [value, common(`action.${value}`)]),
        )}
      </div>
      <div className={classes.pair}>
        {select('direction', [
          ['request', t('direction.request')],
          ['response', t('direction.response')],
          ['both', t('direction.both')],
        ])}
        {draft.direction !== 'request' &&
          select('response_action', [
            ['record', t('responseAction.record')],
            ['redact', t('responseAction.redact')],
            ['cut', t('responseAction.cut')],
          ])}
      </div>
      {draft.action === 'route_secure_model' &&
        select('sticky', [
          ['', t('sticky.default')],
          ['none', t('sticky.none')],
          ['trace', t('sticky.trace')],
          ['session', t('sticky.session')],
          ['instance', t('sticky.instance')],
        ])}
      <div>
        <Switch
          label={t('field.is_enabled')}
          checked={draft.is_enabled}
          onChange={(event) => onChange({ is_enabled: event.currentTarget.checked })}
        />
        {note('is_enabled')}
      </div>
      {rule?.audience && (
        <Text size="sm" c="dimmed">
          {t('form.audience', { who: format.list(Object.values(rule.audience).flat()) })}
        </Text>
      )}
    </Stack>
  );
}

/** Where a built-in rule says something else than its pack: what the pack says, and a way back to it. */
function PackNote({
  rule,
  draft,
  name,
  onChange,
}: Pick<RuleFormProps, 'rule' | 'draft' | 'onChange'> & { readonly name: DraftField }) {
  const { t } = useTranslation('risk');
  const wordOf = useValueWords();
  if (rule?.origin !== 'built_in') return null;
  const pack = draftOf(packOf(rule));
  if (equal(pack[name], draft[name])) return null;
  return (
    <Group gap="xs" mt={4}>
      <Text size="xs" c="dimmed">
        {t('form.packSays', { value: wordOf(name, pack[name]) })}
      </Text>
      <Button size="compact-xs" variant="subtle" onClick={() => onChange({ [name]: pack[name] })}>
        {t('form.usePack')}
      </Button>
    </Group>
  );
}
