import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../lib/format.ts';
import classes from './figures.module.css';

export interface MoneyProps {
  /** A decimal string; null when it is unknown. */
  readonly amount: string | null | undefined;
  readonly currency: string | null | undefined;
  readonly digits?: 'all' | 'short' | 'total';
}

/** `0.00236 CNY`; all digits on pointing. */
export function Money({ amount, currency, digits = 'short' }: MoneyProps) {
  const format = useFormat();
  if (amount == null) return <span className={classes.figure}>–</span>;
  return (
    <span className={classes.figure} title={`${format.amount(amount, 'all')} ${currency ?? ''}`} data-exact={amount}>
      {format.amount(amount, digits)} {currency && <span className={classes.unit}>{currency}</span>}
    </span>
  );
}

/** A time as a list has it; local, UTC and relative on pointing. */
export function Time({
  at,
  as = 'time',
}: {
  readonly at: string | null | undefined;
  readonly as?: 'time' | 'minute' | 'date' | 'ago';
}) {
  const format = useFormat();
  if (at == null) return <span>–</span>;
  return (
    <time dateTime={at} title={`${format.moment(at)}\n${format.ago(at)}`} className={classes.figure}>
      {format[as](at)}
    </time>
  );
}

export interface CountLinkProps extends Pick<LinkProps, 'to' | 'params' | 'search'> {
  readonly children: ReactNode;
  /** In place of what is shown, which it contains: who speaks a link's name says what they see. */
  readonly label?: string;
  /** Beside what is shown. */
  readonly hint?: string;
}

/** A figure that is a link to the calls it is made of. */
export function CountLink({ children, label, hint, ...link }: CountLinkProps) {
  return (
    <Link {...(link as LinkProps)} className={classes.link} aria-label={label} title={hint}>
      {children}
    </Link>
  );
}

/** A name that somebody chose: its direction of writing stays its own, and a long one is cut with its whole on pointing. */
export function Name({ children }: { readonly children: string | null | undefined }) {
  return children == null || children === '' ? (
    <span>–</span>
  ) : (
    <bdi className={classes.name} title={children}>
      {children}
    </bdi>
  );
}
