import { admin } from '@tollgate/contract';
import { readRules } from '../../../administration/rules/read.ts';
import { selectNamed } from '../../../administration/suggestions.queries.ts';
import { countFacets } from '../../../audit/search/facets.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { ownerOnly } from '../own-only.ts';
import { isPermitted } from '../permissions.ts';

const ofAKind = 6;

export async function suggestionRoutes(app: AdminServer, { pool, searchPool }: AdminDependencies): Promise<void> {
  /** Members are told of what their own calls met, and of nothing else. */
  const suggestOwn = async (words: string, userId: string): Promise<admin.Suggestion[]> => {
    const { facets } = await countFacets(searchPool, { onlyUserId: userId });
    const own = (key: 'model' | 'rule'): admin.Suggestion[] =>
      facets[key].map(({ value }) => ({ key, value, name: value, detail: null }));
    return [...own('model'), ...own('rule')].filter(({ value }) => saysAll(value, words));
  };

  const suggestRules = async (words: string): Promise<admin.Suggestion[]> =>
    (await readRules(pool))
      .filter(({ id, display_name }) => saysAll(`${id} ${display_name}`, words))
      .map(({ id, display_name }) => ({ key: 'rule', value: id, name: display_name, detail: id }));

  app.get(
    '/api/search/suggestions',
    {
      config: { permission: 'record:read' },
      schema: {
        operationId: 'suggest',
        summary: 'What calls can be filtered by, from a part of its name; members get what is their own',
        querystring: admin.SuggestionQuery,
        response: { 200: admin.SuggestionList },
      },
    },
    async ({ query: { q }, requester }) => {
      const owner = ownerOnly(requester);
      const named = await selectNamed(pool, q, ofAKind, owner);
      const more =
        owner !== undefined
          ? await suggestOwn(q, owner)
          : isPermitted(requester.role, 'rules:read')
            ? await suggestRules(q)
            : [];
      return { items: [...named, ...more.toSorted(shortFirst(q)).slice(0, ofAKind)] };
    },
  );
}

/** `bank card` finds `bank_card`. */
function saysAll(text: string, words: string): boolean {
  const plain = plainOf(text);
  return plainOf(words)
    .split(' ')
    .every((word) => plain.includes(word));
}

const plainOf = (text: string): string => text.toLowerCase().replaceAll(/[_-]/g, ' ');

/** What is called so, or begins so, comes first. */
const shortFirst =
  (words: string) =>
  (a: admin.Suggestion, b: admin.Suggestion): number => {
    const rank = ({ value, name }: admin.Suggestion): number =>
      [value, name].some((text) => plainOf(text) === plainOf(words))
        ? 0
        : [value, name].some((text) => plainOf(text).startsWith(plainOf(words)))
          ? 1
          : 2;
    return rank(a) - rank(b) || a.value.length - b.value.length;
  };
