import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../lib/api.ts';

export type Subject = 'user' | 'group' | 'instance' | 'key' | 'model';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/** All items of a list. */
export async function all<Item>(
  read: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = '';
  do {
    const page: Page<Item> = await read({ limit: 200, ...(cursor !== '' && { cursor }) });
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return items;
}

const readers: Record<Subject, () => Promise<Choice[]>> = {
  user: async () =>
    (await all((query) => answer(api.GET('/api/users', { params: { query } })))).map(({ id, email }) => ({
      value: id,
      label: email,
    })),
  group: async () =>
    (await all((query) => answer(api.GET('/api/groups', { params: { query } })))).map(({ id, name }) => ({
      value: id,
      label: name,
    })),
  instance: async () =>
    (await all((query) => answer(api.GET('/api/instances', { params: { query } })))).map(({ id, name }) => ({
      value: id,
      label: name,
    })),
  key: async () =>
    (await all((query) => answer(api.GET('/api/keys', { params: { query } })))).map(({ id, name, prefix }) => ({
      value: id,
      label: `${name} (${prefix}…)`,
    })),
  model: async () =>
    (await all((query) => answer(api.GET('/api/models', { params: { query } })))).map(({ id, display_name }) => ({
      value: id,
      label: display_name,
    })),
};

/** Whom a budget or a cost centre can be for, by the names that people know. */
export function choicesQuery(subject: Subject | null) {
  return queryOptions({
    queryKey: ['choices', subject],
    queryFn: () => (subject === null ? [] : readers[subject]()),
    enabled: subject !== null,
  });
}
