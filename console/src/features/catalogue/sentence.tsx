import { Fragment } from 'react';
import classes from './catalogue.module.css';

export interface SentenceProps {
  /** A whole sentence of the texts, with `<name/>` where a name stands. */
  readonly text: string;
  readonly values: Readonly<Record<string, string>>;
}

/** A sentence with names in it: each name keeps its own direction of writing, and no name is read as markup. */
export function Sentence({ text, values }: SentenceProps) {
  return text.split(/(<\w+\/>)/).map((part, index) => {
    const name = /^<(\w+)\/>$/.exec(part)?.[1];
    return name === undefined ? (
      <Fragment key={index}>{part}</Fragment>
    ) : (
      <bdi key={index} className={classes.strong} title={values[name]}>
        {values[name]}
      </bdi>
    );
  });
}
