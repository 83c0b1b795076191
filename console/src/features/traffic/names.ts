import { useMemo } from 'react';
import type { Call } from '../../lib/call-query.ts';
import type { Facets } from './calls.ts';

/** `key:value` of a filter → what it is called. */
export type Names = ReadonlyMap<string, string>;

/** The names of what is filtered by its id, as far as what is on the screen tells them. */
export function useNames(rows: readonly Call[], facets: Facets | undefined): Names {
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { value, name } of facets?.facets.provider ?? [])
      if (name !== null) names.set(`provider:${value}`, name);
    for (const { user, instance, key } of rows.slice(0, 200)) {
      if (user) names.set(`user:${user.id}`, user.email);
      if (instance) names.set(`instance:${instance.id}`, instance.name);
      if (key?.id) names.set(`key:${key.id}`, key.prefix);
    }
    return names;
  }, [rows, facets]);
}
