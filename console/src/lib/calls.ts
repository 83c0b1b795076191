import type { LinkProps } from '@tanstack/react-router';
import { parseSearch, type Search } from './search-params.ts';

/** The list of calls with these filters, in the API's own words: where a figure leads. */
export function callsOf(search: Search): Pick<LinkProps, 'to' | 'search'> {
  return { to: '/traffic', search: search as LinkProps['search'] };
}

/**
 * The list of the calls that a line of a report is made of.
 * @param url its `calls_url`
 * @param more keys that narrow it further
 */
export function callsIn(url: string, more: Search = {}): Pick<LinkProps, 'to' | 'search'> {
  const { search } = new URL(url, location.origin);
  return callsOf({ ...parseSearch(search), ...more });
}

/** The page of one call. */
export function callAt(requestId: string): Pick<LinkProps, 'to' | 'params'> {
  return { to: '/traffic/$requestId', params: { requestId } as LinkProps['params'] };
}
