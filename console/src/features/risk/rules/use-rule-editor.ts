import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showUndoable } from '../../../components/undo-toast.tsx';
import { answer, api, ApiProblem } from '../../../lib/api.ts';
import { type Rule, rulesQuery } from '../data.ts';
import { changesOf, type Draft, type DraftField, draftOf, equal, unsavedOf } from '../draft.ts';
import { keepDraft, keptDraft } from '../kept-drafts.ts';
import { mergedDraft } from './meanwhile.tsx';
import type { RuleFields } from './rule-changes.ts';

export interface Theirs {
  readonly rule: Rule;
  readonly conflicts: readonly DraftField[];
}

/** Changes a rule as it was at a revision. */
function patch({ id, revision }: Pick<Rule, 'id' | 'revision'>, body: RuleFields): Promise<Rule> {
  return answer(
    api.PATCH('/api/rules/{id}', { params: { path: { id }, header: { 'if-match': `"${revision}"` } }, body }),
  );
}

/** What is typed of a rule, and how it is saved: on the ground of what was read, so that nobody's change is lost. */
export function useRuleEditor(rule: Rule | null, onCreated: (rule: Rule) => void) {
  const { t } = useTranslation('risk');
  const client = useQueryClient();
  const [base, setBase] = useState(rule);
  const [draft, setDraft] = useState<Draft>(() => keptDraft(rule?.id ?? '')?.draft ?? draftOf(rule));
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const isDirty = !equal(draft, draftOf(base));
  // Whoever typed nothing sees what is in force.
  if (rule !== null && base !== null && !isDirty && theirs === null && !equal(rule, base)) {
    setBase(rule);
    setDraft(draftOf(rule));
  }
  // What was taken to the test bench is here again.
  useEffect(() => keepDraft(rule?.id ?? '', null), [rule?.id]);
  const know = (known: Rule): Promise<void> => {
    client.setQueryData(rulesQuery.queryKey, (rules) => rules?.map((one) => (one.id === known.id ? known : one)));
    return client.invalidateQueries({ queryKey: rulesQuery.queryKey });
  };
  const save = useMutation({
    mutationFn: async () => {
      if (base === null) return answer(api.POST('/api/rules', { body: unsavedOf(null, draft) as never }));
      try {
        return await patch(base, changesOf(base, draft));
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.status !== 412) throw error;
        const current = await answer(api.GET('/api/rules/{id}', { params: { path: { id: base.id } } }));
        const merged = mergedDraft(base, draft, current);
        setTheirs({ rule: current, conflicts: merged.conflicts });
        setBase(current);
        setDraft(merged.draft);
        return null;
      }
    },
    onSuccess: async (after) => {
      if (after === null) return;
      setTheirs(null);
      setBase(after);
      setDraft(draftOf(after));
      await know(after);
      if (base === null) {
        notifications.show({ message: t('panel.created') });
        onCreated(after);
        return;
      }
      const before = base;
      showUndoable({
        told: t('panel.saved'),
        undo: async () => know(await patch(after, changesOf(after, draftOf(before)))),
        undone: t('panel.undone'),
      });
    },
  });
  return {
    base,
    draft,
    theirs,
    isDirty,
    save,
    change: (changes: Partial<Draft>): void => {
      save.reset();
      setDraft((before) => ({ ...before, ...changes }));
    },
    reset: (): void => {
      save.reset();
      setTheirs(null);
      setDraft(draftOf(base));
    },
  };
}
