import type { ReactNode } from 'react';
import type { FieldProblem } from '../../../lib/api.ts';
import classes from './rule-panel.module.css';

/** What is wrong with a field: in words, and in its own text at the character where that is known. */
export function problemAtOf(
  problems: readonly FieldProblem[],
  textOf: (field: string) => string,
): (field: string) => ReactNode {
  return (field) => {
    const found = problems.filter((one) => isOf(one, field));
    if (found.length === 0) return undefined;
    return found.map(({ message, position }) => {
      const text = textOf(field);
      return (
        <span key={message}>
          {message}
          {position !== undefined && (
            <span className={classes.character} aria-hidden>
              {text.slice(Math.max(0, position - 24), position)}
              <mark>{text.slice(position, position + 1) || '␣'}</mark>
              {text.slice(position + 1, position + 25)}
            </span>
          )}
        </span>
      );
    });
  };
}

/** A problem of an item of a list is one of the list. */
export function isOf(problem: FieldProblem, field: string): boolean {
  return problem.field === field || problem.field.startsWith(`${field}[`) || problem.field.startsWith(`${field}.`);
}
