import { Button, Modal, Group, Tabs, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useBlocker } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../../lib/rule-names.ts';
import { Confirm } from '../../../components/confirm.tsx';
import { Name } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SidePanel } from '../../../components/side-panel.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useMay } from '../../../lib/me.ts';
import { type Rule, rulesQuery, type Statistics } from '../data.ts';
import { type Draft, unsavedOf } from '../draft.ts';
import { keepDraft } from '../kept-drafts.ts';
import { problemsOfDraft, useRuleTest } from '../use-rule-test.ts';
import { Consequence } from './consequence.tsx';
import { isOf, problemAtOf } from './field-problem.tsx';
import { Meanwhile } from './meanwhile.tsx';
import { RuleExamples } from './rule-examples.tsx';
import { RuleFacts } from './rule-facts.tsx';
import { RuleForm } from './rule-form.tsx';
import { RuleHistory } from './rule-history.tsx';
import { TryIt } from './try-it.tsx';
import { useFieldWord } from './value-words.ts';
import { useRuleEditor } from './use-rule-editor.ts';
import classes from './rule-panel.module.css';

const route = getRouteApi('/shell/risk/rules');

export interface RulePanelProps {
  /** Null: a new one. */
  readonly rule: Rule | null;
  readonly statistics: Statistics | undefined;
}

/** One rule beside the list: what it finds and does, its examples, who changed it; for admins, to be changed. */
export function RulePanel({ rule, statistics }: RulePanelProps) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const fieldWord = useFieldWord();
  const { nameOf } = useRuleNames();
  const { tab = 'rule' } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useMay('policy:change') && rule?.managed_by_file !== true;
  const mayBacktest = useMay('rules:backtest');
  const [tried, setTried] = useState('');
  const [isDeleting, setDeleting] = useState(false);
  const close = useCallback(
    () => void navigate({ search: ({ rule: _rule, create: _create, tab: _tab, ...rest }) => rest }),
    [navigate],
  );
  const editor = useRuleEditor(
    rule,
    (created) =>
      void navigate({ search: ({ create: _create, ...rest }) => ({ ...rest, rule: created.id }), ignoreBlocker: true }),
  );
  const { base, draft, isDirty, save, theirs } = editor;
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const opened = ({ search }: { search: unknown }): string => {
        const { rule: open, create } = search as { rule?: string; create?: string };
        return `${open} ${create}`;
      };
      return isDirty && (current.pathname !== next.pathname || opened(current) !== opened(next));
    },
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const unsaved = { ...unsavedOf(base, draft), is_enabled: true };
  const live = useRuleTest(
    mayEdit || tried !== ''
      ? {
          text: tried,
          direction: draft.direction === 'response' ? 'response' : 'request',
          measure: false,
          rules: [unsaved],
        }
      : null,
    250,
  );
  const saveProblems = problemsOfDraft(save.error);
  const problems =
    saveProblems.length > 0 ? saveProblems : problemsOfDraft(live.error).filter((one) => isTyped(one.field, draft));
  const problemAt = problemAtOf(problems, (field) => (field === 'regex' ? draft.regex : ''));
  const shown = tab === 'examples' ? ['examples'] : shownFields;
  const elsewhere = problems.filter((one) => !shown.some((field) => isOf(one, field)));
  const wordOfPlace = (field: string): string => {
    const [, kind, index] = /^examples\.(match|no_match)\[(\d+)\]/.exec(field) ?? [];
    if (index === undefined) return fieldWord(field);
    return kind === 'match'
      ? t('examples.matchNth', { number: Number(index) + 1 })
      : t('examples.no_matchNth', { number: Number(index) + 1 });
  };
  const title = rule ? nameOf(rule.id, rule.display_name) : t('panel.new');
  return (
    <SidePanel title={<Name>{title}</Name>} label={title} onClose={close}>
      <Tabs
        value={rule === null && tab === 'history' ? 'rule' : tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            search: (before) => ({ ...before, tab: value === 'examples' || value === 'history' ? value : undefined }),
            replace: true,
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="rule">{t('panel.tabRule')}</Tabs.Tab>
          <Tabs.Tab value="examples">{t('panel.tabExamples')}</Tabs.Tab>
          {rule && <Tabs.Tab value="history">{t('panel.tabHistory')}</Tabs.Tab>}
        </Tabs.List>
        {theirs && <Meanwhile theirs={theirs.rule} draft={draft} conflicts={theirs.conflicts} onTake={editor.change} />}
        {rule?.managed_by_file && <Text size="sm">{t('rules.byFile')}</Text>}
        <Tabs.Panel value="rule" className={classes.tab ?? ''}>
          {rule && (!mayEdit || rule.origin === 'built_in') && <RuleFacts rule={rule} isWhole={!mayEdit} />}
          {mayEdit && <RuleForm rule={base} draft={draft} onChange={editor.change} problemAt={problemAt} />}
          <TryIt rule={unsaved.id} text={tried} onChange={setTried} result={live.error ? undefined : live.data} />
          {mayBacktest && isDirty && <Consequence rule={unsavedOf(base, draft)} />}
          {rule && (
            <div>
              <Button
                size="compact-sm"
                leftSection={<IconFlask size={14} />}
                onClick={() => {
                  if (isDirty) keepDraft(rule.id, { draft, unsaved });
                  void navigate({ to: '/risk/test', search: { rule: rule.id }, ignoreBlocker: true });
                }}
              >
                {t('panel.toBench')}
              </Button>
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="examples" className={classes.tab ?? ''}>
          <RuleExamples
            draft={draft}
            onChange={mayEdit && rule?.origin !== 'built_in' ? editor.change : undefined}
            problemAt={problemAt}
          />
        </Tabs.Panel>
        {rule && (
          <Tabs.Panel value="history" className={classes.tab ?? ''}>
            <RuleHistory rule={rule.id} />
          </Tabs.Panel>
        )}
      </Tabs>
      {elsewhere.map(({ field, message }) => (
        <Text key={`${field} ${message}`} className={classes.problem ?? ''} role="alert">
          {t('panel.problemAt', { field: wordOfPlace(field), message })}
        </Text>
      ))}
      {save.error && saveProblems.length === 0 && <ProblemNotice error={save.error} />}
      {mayEdit && tab !== 'history' && (
        <div className={classes.foot}>
          {rule?.origin === 'custom' ? (
            <Button variant="subtle" color="blocked" onClick={() => setDeleting(true)}>
              {t('panel.delete')}
            </Button>
          ) : (
            <span />
          )}
          <Button onClick={isDirty ? editor.reset : close}>{common('act.cancel')}</Button>
          <Button
            variant="filled"
            disabled={!isDirty || (saveProblems.length === 0 && problems.length > 0)}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {common('act.save')}
          </Button>
        </div>
      )}
      {isDeleting && rule && (
        <Deleting rule={rule} hits={statistics?.hits ?? 0} onClose={() => setDeleting(false)} onDone={close} />
      )}
      {leaving.status === 'blocked' && (
        <Modal
          opened
          onClose={leaving.reset}
          title={t('panel.leaveTitle')}
          closeButtonProps={{ 'aria-label': common('act.close') }}
        >
          <Text size="sm">{t('panel.leaveText')}</Text>
          <Group justify="flex-end" gap="sm" mt="md">
            <Button onClick={leaving.reset}>{common('act.back')}</Button>
            <Button variant="filled" color="blocked" onClick={leaving.proceed}>
              {t('panel.leave')}
            </Button>
          </Group>
        </Modal>
      )}
    </SidePanel>
  );
}

function Deleting({
  rule,
  hits,
  onClose,
  onDone,
}: {
  readonly rule: Rule;
  readonly hits: number;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('risk');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => {
      const header = { 'if-match': `"${rule.revision}"` };
      return answer(api.DELETE('/api/rules/{id}', { params: { path: { id: rule.id }, header } }));
    },
    onSuccess: async () => {
      onDone();
      await client.invalidateQueries({ queryKey: rulesQuery.queryKey });
    },
  });
  return (
    <Confirm
      title={t('panel.deleteTitle', { name: rule.display_name })}
      act={t('panel.delete')}
      destroys
      onConfirm={() => remove.mutateAsync()}
      onClose={onClose}
    >
      {t('panel.deleteText', { count: hits })}
    </Confirm>
  );
}

/** Whether the field holds something: what is not typed yet is no mistake. */
function isTyped(field: string, draft: Draft): boolean {
  const name = field.split(/[.[]/, 1)[0] ?? '';
  const value: unknown = name in draft ? draft[name as keyof Draft] : true;
  return value !== '';
}

/** Fields that say themselves what is wrong with them. */
const shownFields = [
  'display_name',
  'id',
  'category',
  'description',
  'kind',
  'regex',
  'flags',
  'group',
  'keywords',
  'detector',
  'fingerprints',
  'validator',
  'context',
  'except',
  'scope',
  'count_min',
  'severity',
  'action',
  'direction',
  'response_action',
  'sticky',
];
