import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type paths } from '../../../lib/api.ts';
import { type Rule, rulesQuery } from '../data.ts';

export type RuleFields = NonNullable<paths['/api/rules/{id}']['patch']['requestBody']>['content']['application/json'];

/** What is changed on several rules at once. */
export type BulkFields = Pick<RuleFields, 'action' | 'is_enabled'>;

/** What goes back to how a rule was: on a built-in one to what the pack says, where nothing else was said before. */
function undoOf(before: Rule, fields: BulkFields): BulkFields {
  const own: BulkFields = before.origin === 'built_in' ? (before.override ?? {}) : before;
  return {
    ...('action' in fields && { action: own.action ?? null }),
    ...('is_enabled' in fields && { is_enabled: own.is_enabled ?? null }),
  };
}

/** Changes rules as one step. @returns how to go back, in one step too; refused when somebody changed one since */
export function useBulkChange() {
  const client = useQueryClient();
  const send = async (changes: readonly { id: string; revision: number; fields: BulkFields }[]): Promise<Rule[]> => {
    const { items } = await answer(api.POST('/api/rules/batch', { body: { changes: [...changes] } }));
    await client.invalidateQueries({ queryKey: rulesQuery.queryKey });
    return items;
  };
  return useMutation({
    mutationFn: async ({ rules, fields }: { readonly rules: readonly Rule[]; readonly fields: BulkFields }) => {
      const after = await send(rules.map(({ id, revision }) => ({ id, revision, fields })));
      const revisions = new Map(after.map(({ id, revision }) => [id, revision]));
      return () =>
        send(
          rules.map((rule) => ({ id: rule.id, revision: revisions.get(rule.id) ?? 0, fields: undoOf(rule, fields) })),
        );
    },
  });
}
