import { expect } from 'vitest';
import { undoDisguises } from '../../../src/risk/disguise/undo.ts';

/** A made-up token: with a prefix, digits, and letters of both cases. */
export const token = 'ghp_Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zCeAx';

/**
 * Expects a value to be found behind what it was hidden with, and told at a place in the hidden part without which it is
 * found no more.
 */
export function expectFound(value: string, hidden: string, before = 'please read ', after = ' and answer'): void {
  const text = before + hidden + after;
  const holding = undoDisguises(text).views.filter((view) => view.text.includes(value));
  expect(holding, JSON.stringify(text.slice(0, 300))).not.toEqual([]);
  for (const view of holding) {
    const at = view.text.indexOf(value);
    expect(view.touches(at, at + value.length)).toBe(true);
    expect(view.disguisesOf(at, at + value.length).length).toBeGreaterThan(0);
    const { start, end } = view.sourceOf(at, at + value.length);
    expect(start).toBeGreaterThanOrEqual(before.length);
    expect(end).toBeLessThanOrEqual(before.length + hidden.length);
    expect(start).toBeLessThan(end);
    expect(findsIn(`${text.slice(0, start)}###${text.slice(end)}`, value)).toBe(false);
  }
}

export function findsIn(text: string, value: string): boolean {
  return text.includes(value) || undoDisguises(text).views.some((view) => view.text.includes(value));
}
