import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allCostCentrePeriods,
  type Assignment,
  type CostCentreFacts,
  costCentreOf,
  costCentrePeriods,
  type Membership,
} from '../../src/cost/cost-centres.ts';

const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}`;
const own = (cost_centre: string | null, from: number): Assignment => ({
  subject_kind: 'user',
  subject_id: 'ada',
  cost_centre,
  valid_from: day(from),
});
const ofGroup = (subject_id: string, cost_centre: string | null, from: number): Assignment => ({
  subject_kind: 'group',
  subject_id,
  cost_centre,
  valid_from: day(from),
});
const member = (group_id: string, group_name: string, joined: number, left: number | null = null): Membership => ({
  user_id: 'ada',
  group_id,
  group_name,
  joined_on: day(joined),
  left_on: left === null ? null : day(left),
});
const on = (number: number, facts: CostCentreFacts): string | null =>
  costCentreOf('ada', day(number), facts)?.cost_centre ?? null;

describe('a call is for', () => {
  test('the cost centre before until the day of a move in mid-month, and for the next one from that day on', () => {
    const facts = { memberships: [], assignments: [own('Sales', 1), own('Research', 16)] };
    expect([1, 15, 16, 31].map((number) => on(number, facts))).toEqual(['Sales', 'Sales', 'Research', 'Research']);
    expect(costCentreOf('bob', day(20), facts)).toBeNull();
  });

  test("the user's own cost centre before those of groups, and the first group's by name that has one", () => {
    const memberships = [member('g1', 'writers', 1), member('g2', 'Editors', 1), member('g3', 'all', 1)];
    const assignments = [ofGroup('g1', 'Writing', 1), ofGroup('g2', 'Editing', 5), own('Press', 10), own(null, 20)];
    const facts = { memberships, assignments };
    expect([1, 5, 10, 20].map((number) => on(number, facts))).toEqual(['Writing', 'Editing', 'Press', 'Editing']);
    expect(costCentreOf('ada', day(5), facts)?.by).toEqual({ kind: 'group', id: 'g2' });
  });

  test("a group's cost centre only on days on which the user was in it", () => {
    const facts = { memberships: [member('g1', 'G', 5, 10)], assignments: [ofGroup('g1', 'Group', 1)] };
    expect([4, 5, 9, 10].map((number) => on(number, facts))).toEqual([null, 'Group', 'Group', null]);
  });
});

test('the periods of a user tell of every day what the day tells, without gaps made up or days told twice', () => {
  const days = fc.integer({ min: 1, max: 12 });
  const centres = fc.constantFrom('A', 'B', null);
  const facts = fc.record({
    memberships: fc.array(
      fc
        .tuple(fc.constantFrom('ada', 'bob'), fc.constantFrom('g1', 'g2', 'g3'), days, days, fc.boolean())
        .map(([user_id, id, a, b, ended]) => ({
          ...member(id, id === 'g1' ? 'z' : 'a', Math.min(a, b), ended ? Math.max(a, b) + 1 : null),
          user_id,
        })),
      { maxLength: 6 },
    ),
    assignments: fc.uniqueArray(
      fc.oneof(
        fc.tuple(centres, days).map(([centre, from]) => own(centre, from)),
        fc
          .tuple(fc.constantFrom('g1', 'g2', 'g3'), centres, days)
          .map(([id, centre, from]) => ofGroup(id, centre, from)),
      ),
      { selector: ({ subject_id, valid_from }) => `${subject_id} ${valid_from}`, maxLength: 8 },
    ),
  });
  fc.assert(
    fc.property(facts, (known) => {
      const all = allCostCentrePeriods(known);
      for (const user of ['ada', 'bob']) {
        const periods = costCentrePeriods(user, known);
        expect(all.get(user) ?? []).toEqual(periods);
        for (let number = 1; number <= 14; number++) {
          const holding = periods.filter(({ from, until }) => from <= day(number) && (until ?? '~') > day(number));
          const { cost_centre, by } = costCentreOf(user, day(number), known) ?? {};
          expect(holding.map((one) => [one.cost_centre, one.by])).toEqual(by ? [[cost_centre, by]] : []);
        }
        periods.slice(1).forEach(({ from, cost_centre, by }, index) => {
          const { until, ...before } = periods[index]!;
          const isNext = until === from && before.cost_centre === cost_centre && before.by.id === by.id;
          expect(until !== null && until <= from && !isNext).toBe(true);
        });
      }
    }),
  );
});
