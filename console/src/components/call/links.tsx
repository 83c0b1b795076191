import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './call.module.css';

interface LinkOf {
  readonly children: ReactNode;
  readonly label?: string;
}

/** To the calls that a search of the API finds; its keys are the API's. */
export function TrafficLink({
  search,
  children,
  label,
}: LinkOf & { readonly search: Readonly<Record<string, string | readonly string[]>> }) {
  return (
    <Link to="/traffic" search={search as LinkProps['search']} className={classes.link} aria-label={label}>
      {children}
    </Link>
  );
}

export type CallTab = 'why' | 'conversation' | 'differences' | 'raw' | 'cost' | 'proof';

/** To the page of one call; `at` is a place in its messages. */
export function CallLink({
  requestId,
  tab,
  at,
  children,
  label,
}: LinkOf & { readonly requestId: string; readonly tab?: CallTab; readonly at?: string }) {
  return (
    <Link
      to="/traffic/$requestId"
      params={{ requestId }}
      search={{ tab, at }}
      className={classes.link}
      aria-label={label}
    >
      {children}
    </Link>
  );
}

/** To the test bench with a rule and the call that it was found in. */
export function RuleTestLink({
  rule,
  requestId,
  children,
}: LinkOf & { readonly rule: string; readonly requestId: string }) {
  return (
    <Link to="/risk/test" search={{ rule, request: requestId }} className={classes.link}>
      {children}
    </Link>
  );
}
