import { Link, type LinkProps } from '@tanstack/react-router';
import { callAt } from '../../lib/calls.ts';

const places: Readonly<Record<string, (id: string) => LinkProps>> = {
  invocation: callAt,
  request: callAt,
  user: (user) => ({ to: '/people/users', search: { state: 'all', user } }),
  group: (group) => ({ to: '/people/groups', search: { group } }),
  instance: (instance) => ({ to: '/people/instances', search: { state: 'all', instance } }),
  key: (key) => ({ to: '/people/keys', search: { state: 'all', key } }),
  trace: (id) => ({ to: `/traces/${encodeURIComponent(id)}` as LinkProps['to'] }),
  session: (id) => ({ to: `/sessions/${encodeURIComponent(id)}` as LinkProps['to'] }),
  rule: (id) => ({ to: `/risk/rules/${encodeURIComponent(id)}` as LinkProps['to'] }),
};

/** What something was done to, as a link where it has a page. */
export function Target({ kind, id }: { readonly kind: string | null; readonly id: string | null }) {
  if (id === null || kind === null) return <span>–</span>;
  const place = places[kind]?.(id);
  const text = <code title={`${kind} ${id}`}>{id}</code>;
  return place ? <Link {...place}>{text}</Link> : text;
}
