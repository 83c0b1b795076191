import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import type { Rule } from '../data.ts';
import { type Draft, type DraftField, draftOf, equal } from '../draft.ts';
import { useFieldWord, useValueWords } from './value-words.ts';
import classes from './rule-panel.module.css';

/** Two people changed one rule: what was typed here stays, and what the other one changed elsewhere is taken over. */
export function mergedDraft(base: Rule, mine: Draft, theirs: Rule): { draft: Draft; conflicts: readonly DraftField[] } {
  const [before, after] = [draftOf(base), draftOf(theirs)];
  const fields = Object.keys(before) as DraftField[];
  const theirsOnly = fields.filter((field) => equal(mine[field], before[field]));
  const conflicts = fields.filter(
    (field) =>
      !equal(mine[field], before[field]) && !equal(after[field], before[field]) && !equal(mine[field], after[field]),
  );
  return { draft: { ...mine, ...Object.fromEntries(theirsOnly.map((field) => [field, after[field]])) }, conflicts };
}

export interface MeanwhileProps {
  readonly theirs: Rule;
  readonly draft: Draft;
  readonly conflicts: readonly DraftField[];
  readonly onTake: (changes: Partial<Draft>) => void;
}

/** Who changed the rule meanwhile, and both versions of each field that both of them changed. */
export function Meanwhile({ theirs, draft, conflicts, onTake }: MeanwhileProps) {
  const { t } = useTranslation('risk');
  const format = useFormat();
  const fieldWord = useFieldWord();
  const wordOf = useValueWords();
  const other = draftOf(theirs);
  const newest = useQuery({
    queryKey: ['rules', 'newest change', theirs.id, theirs.revision],
    queryFn: async () => {
      const query = { target_kind: ['rule'], target_id: theirs.id, limit: 1 };
      return (await answer(api.GET('/api/administration-log', { params: { query } }))).items[0] ?? null;
    },
  });
  const who =
    newest.data &&
    t('meanwhile.who', { who: newest.data.actor.email ?? newest.data.actor.kind, at: format.minute(newest.data.at) });
  return (
    <Alert role="alert" variant="outline" title={who ?? t('meanwhile.title')}>
      <p>{conflicts.length === 0 ? t('meanwhile.merged') : t('meanwhile.compare')}</p>
      {conflicts.length > 0 && (
        <table className={classes.versions}>
          <thead>
            <tr>
              <th scope="col">{t('history.field')}</th>
              <th scope="col">{t('meanwhile.yours')}</th>
              <th scope="col">{t('meanwhile.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((field) => (
              <tr key={field}>
                <th scope="row">{fieldWord(field)}</th>
                <td>{wordOf(field, draft[field])}</td>
                <td>
                  {wordOf(field, other[field])}{' '}
                  {!equal(draft[field], other[field]) && (
                    <Button size="compact-xs" onClick={() => onTake({ [field]: other[field] })}>
                      {t('meanwhile.take')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Alert>
  );
}
