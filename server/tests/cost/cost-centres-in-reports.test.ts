import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { insertAssignment, selectCostCentreFacts } from '../../src/cost/cost-centres.queries.ts';
import { costCentreOf } from '../../src/cost/cost-centres.ts';
import { costCentres } from '../../src/database/cost-centres.ts';
import { insertUser } from '../../src/identity/users.queries.ts';

const users = ['ada', 'bob'];
const groups = [
  ['g1', 'Zebra'],
  ['g2', 'ant'],
  ['g3', 'Äpfel'],
] as const;
const day = (number: number): string => `2026-03-${String(number).padStart(2, '0')}`;
const lastDay = 9;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { pool } = database;
  for (const id of users) {
    const role = 'member' as const;
    await insertUser(pool, { id, email: `${id}@c.test`, name: id, role, is_active: true, managed_by_file: false });
  }
  for (const group of groups) await pool.query('insert into groups (id, name) values ($1, $2)', [...group]);
});
afterAll(() => database.drop());

const days = fc.integer({ min: 1, max: 7 });
const stints = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...users), fc.constantFrom(...groups.map(([id]) => id)), days, fc.option(days)),
  { selector: ([user, group]) => `${user} ${group}`, maxLength: 5 },
);
const assignments = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom(...users.map((id) => ['user', id] as const), ...groups.map(([id]) => ['group', id] as const)),
    fc.constantFrom('A', 'B', null),
    days,
  ),
  { selector: ([[, id], , from]) => `${id} ${from}`, maxLength: 7 },
);

test('reports take the calls of each day for the cost centre that the day tells', async () => {
  const { pool } = database;
  await fc.assert(
    fc.asyncProperty(stints, assignments, async (members, assigned) => {
      await pool.query('truncate group_members, cost_centre_assignments');
      for (const [user, group, joined, length] of members) {
        const left = length === null ? null : day(Math.min(joined + length, lastDay));
        await pool.query('insert into group_members values ($1, $2, $3, $4)', [group, user, day(joined), left]);
      }
      for (const [[kind, id], cost_centre, from] of assigned) {
        await insertAssignment(pool, {
          id: `${id} ${from}`,
          subject_kind: kind,
          subject_id: id,
          cost_centre,
          valid_from: day(from),
          managed_by_file: false,
        });
      }
      const facts = await selectCostCentreFacts(pool);
      const { rows } = await pool.query<{ user_id: string; day: string; cost_centre: string }>(
        `select user_id, to_char(day, 'YYYY-MM-DD') as day, cost_centre
         from generate_series('${day(1)}'::date, '${day(lastDay)}', interval '1 day') day
         join ${costCentres} centre on day >= from_day and (to_day is null or day < to_day)
         where cost_centre is not null order by user_id, day`,
      );
      const told = users.flatMap((user_id) =>
        Array.from({ length: lastDay }, (_, index) => day(index + 1)).flatMap((one) => {
          const cost_centre = costCentreOf(user_id, one, facts)?.cost_centre;
          return cost_centre === undefined ? [] : [{ user_id, day: one, cost_centre }];
        }),
      );
      expect(rows).toEqual(told);
    }),
    { numRuns: 60 },
  );
});
