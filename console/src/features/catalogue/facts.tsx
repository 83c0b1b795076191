import type { ReactNode } from 'react';
import classes from './catalogue.module.css';

export type Fact = readonly [label: string, value: ReactNode];

/** What is so, a label and a value a line. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <OneFact key={label} label={label} value={value} />
      ))}
    </dl>
  );
}

function OneFact({ label, value }: { readonly label: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
