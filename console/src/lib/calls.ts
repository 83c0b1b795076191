import type { LinkProps } from '@tanstack/react-router';
import type { Search } from './search-params.ts';

/** The list of calls with these filters, in the API's own words: where a figure leads. */
export function callsOf(search: Search): Pick<LinkProps, 'to' | 'search'> {
  return { to: '/traffic' as LinkProps['to'], search: search as LinkProps['search'] };
}

/** The page of one call. */
export function callAt(requestId: string): Pick<LinkProps, 'to' | 'params'> {
  return { to: '/traffic/$requestId' as LinkProps['to'], params: { requestId } as LinkProps['params'] };
}
